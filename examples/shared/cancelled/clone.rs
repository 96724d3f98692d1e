fn main() {
    let departure = String::from("09:14 Basel");
    let board = &departure.clone();
    drop(departure);
    println!("board: {board}");
}
