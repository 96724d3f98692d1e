fn main() {
    let planned = 4;
    let today = 7;
    let mut board = &planned;
    println!("platform {board}");
    board = &today;
    println!("platform {board}");
    println!("planned {planned}");
}
