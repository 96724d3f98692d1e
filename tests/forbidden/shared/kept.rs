fn main() {
    let time = String::from("09:14");
    let board = &time;
    let ticket = *board;
    println!("ticket: {ticket}");
    println!("office: {time}");
}
//~ 4: E0507
