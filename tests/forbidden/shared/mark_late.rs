fn main() {
    let mut time = String::from("09:14");
    time.push_str(" Basel");
    mark_late(&time);
    println!("{time}");
}

fn mark_late(text: &String) {
    text.push_str(", late");
}
//~ 9: E0596
