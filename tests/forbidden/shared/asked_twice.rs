fn main() {
    show(false);
    show(true);
}

fn show(late: bool) {
    let mut time = String::from("09:14");
    let board = &time;
    if late {
        time = String::from("09:44");
        println!("office: {time}");
    }
    if !late {
        println!("board: {board}");
    }
}
//~ 10: E0506
