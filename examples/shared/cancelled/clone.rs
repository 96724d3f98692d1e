fn main() {
    let time = String::from("09:14");
    let board = &time.clone();
    drop(time);
    println!("board: {board}");
}
