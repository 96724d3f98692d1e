fn main() {
    let mut planned = String::from("09:14");
    planned.push_str(" Basel");
    let today = String::from("09:44 Basel");
    let board = &mut planned;
    println!("board: {board}");
    *board = today;
    println!("board: {board}");
    println!("planned: {planned}");
}
