fn main() {
    let mut departure = String::from("09:14");
    departure.push_str(" Basel");
    mark_late(&departure);
    println!("{departure}");
}

fn mark_late(text: &String) {
    text.push_str(", late");
}
//~ 9: E0596
