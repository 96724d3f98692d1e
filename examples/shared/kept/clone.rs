fn main() {
    let departure = String::from("09:14 Basel");
    let board = &departure;
    let ticket = board.clone();
    println!("ticket: {ticket}");
    println!("office: {departure}");
}
