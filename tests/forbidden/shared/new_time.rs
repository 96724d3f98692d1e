fn main() {
    let mut departure = String::from("09:14 Basel");
    let board = &departure;
    departure = String::from("09:44 Basel");
    println!("board: {board}");
    println!("office: {departure}");
}
//~ 4: E0506
