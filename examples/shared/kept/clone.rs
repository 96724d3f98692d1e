fn main() {
    let time = String::from("09:14");
    let board = &time;
    let ticket = board.clone();
    println!("ticket: {ticket}");
    println!("office: {time}");
}
