fn main() {
    let mut text = "09:14 Basel";
    let board = text;
    text = "09:44 Basel";
    println!("board: {board}");
    println!("office: {text}");
}
