fn main() {
    let mut departure = String::from("09:14");
    departure.push_str(" Basel");
    mark_late(&departure);
    println!("{departure}");
}

fn mark_late(text: &String) {
    let mut text = text.clone();
    text.push_str(", late");
}
