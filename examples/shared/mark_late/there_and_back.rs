fn main() {
    let mut time = String::from("09:14");
    time.push_str(" Basel");
    let late = mark_late(time);
    println!("{late}");
}

fn mark_late(mut text: String) -> String {
    text.push_str(", late");
    text
}
