fn main() {
    let mut departure = String::from("09:14 Basel");
    let board = departure.clone();
    departure = String::from("09:44 Basel");
    println!("board: {board}");
    println!("office: {departure}");
}
