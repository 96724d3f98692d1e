fn main() {
    let mut time = String::from("09:14");
    let board = time.as_ptr();
    println!("board: {time}");
    time = String::from("09:44");
    println!("the address is kept: {}", !board.is_null());
    println!("office: {time}");
}
