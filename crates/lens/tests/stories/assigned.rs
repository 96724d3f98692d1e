fn main() {
    let mut word = String::from("first");
    word = String::from("second");
    println!("{word}");
    let mut seat = Some(Box::new(1));
    seat = None;
    println!("{seat:?}");
}
