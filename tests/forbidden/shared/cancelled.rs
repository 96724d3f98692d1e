fn main() {
    let departure = String::from("09:14 Basel");
    let board = &departure;
    drop(departure);
    println!("board: {board}");
}
//~ 4: E0505
