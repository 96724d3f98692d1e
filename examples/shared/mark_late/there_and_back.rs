fn main() {
    let mut departure = String::from("09:14");
    departure.push_str(" Basel");
    let departure = mark_late(departure);
    println!("{departure}");
}

fn mark_late(text: String) -> String {
    let mut late = text;
    late.push_str(", late");
    late
}
