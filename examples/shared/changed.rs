fn main() {
    let mut planned = 4;
    let today = 7;
    let board = &mut planned;
    println!("platform {board}");
    *board = today;
    println!("platform {board}");
    println!("planned {planned}");
}
