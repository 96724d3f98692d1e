fn main() {
    let mut departure = String::from("09:14 Basel");
    let board = departure.as_ptr();
    departure = String::from("09:44 Basel");
    println!("the address is kept: {}", !board.is_null());
    println!("office: {departure}");
}
