fn main() {
    let time = String::from("09:14");
    let board = &time;
    println!("board: {board}");
    drop(time);
}
