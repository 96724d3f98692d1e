fn main() {
    let mut time = String::from("09:14");
    let board = &time;
    println!("board: {board}");
    time = String::from("09:44");
    println!("board: {time}");
    println!("office: {time}");
}
