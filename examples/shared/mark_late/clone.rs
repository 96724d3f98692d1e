fn main() {
    let mut time = String::from("09:14");
    time.push_str(" Basel");
    mark_late(&time);
    println!("{time}");
}

fn mark_late(text: &String) {
    let mut text = text.clone();
    text.push_str(", late");
}
