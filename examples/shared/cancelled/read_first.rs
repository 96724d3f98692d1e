fn main() {
    let departure = String::from("09:14 Basel");
    let board = &departure;
    println!("board: {board}");
    drop(departure);
}
