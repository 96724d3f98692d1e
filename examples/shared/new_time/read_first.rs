fn main() {
    let mut departure = String::from("09:14 Basel");
    let board = &departure;
    println!("board: {board}");
    departure = String::from("09:44 Basel");
    println!("office: {departure}");
}
