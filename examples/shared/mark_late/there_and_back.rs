fn main() {
    let mut departure = String::from("09:14");
    departure.push_str(" Basel");
    departure = mark_late(departure);
    println!("{departure}");
}

fn mark_late(text: String) -> String {
    let mut text = text;
    text.push_str(", late");
    text
}
