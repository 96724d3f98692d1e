fn main() {
    let time = String::from("09:14");
    let board = &time;
    drop(time);
    println!("board: {board}");
}
//~ 4: E0505
