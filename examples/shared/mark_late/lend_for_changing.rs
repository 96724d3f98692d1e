fn main() {
    let mut time = String::from("09:14");
    time.push_str(" Basel");
    mark_late(&mut time);
    println!("{time}");
}

fn mark_late(text: &mut String) {
    text.push_str(", late");
}
