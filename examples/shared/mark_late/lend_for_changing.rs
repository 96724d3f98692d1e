fn main() {
    let mut departure = String::from("09:14");
    departure.push_str(" Basel");
    mark_late(&mut departure);
    println!("{departure}");
}

fn mark_late(text: &mut String) {
    text.push_str(", late");
}
