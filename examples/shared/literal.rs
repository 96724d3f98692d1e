fn main() {
    let mut text = "09:14";
    let board = text;
    text = "09:44";
    println!("board: {board}");
    println!("office: {text}");
}
