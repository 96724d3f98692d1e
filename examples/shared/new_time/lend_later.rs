fn main() {
    let mut departure = String::from("09:14 Basel");
    departure = String::from("09:44 Basel");
    let board = &departure;
    println!("board: {board}");
    println!("office: {departure}");
}
