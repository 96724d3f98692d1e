fn main() {
    let mut time = String::from("09:14");
    time.push_str(" Basel");
    let late = mark_late(time);
    println!("{late}");
}

fn mark_late(text: String) -> String {
    let mut late = text;
    late.push_str(", late");
    late
}
