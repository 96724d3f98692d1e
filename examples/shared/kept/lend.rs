fn main() {
    let departure = String::from("09:14 Basel");
    let board = &departure;
    let ticket = board;
    println!("ticket: {ticket}");
    println!("office: {departure}");
}
