fn main() {
    show(false);
    show(true);
}

fn show(late: bool) {
    let mut time = String::from("09:14");
    if late {
        time = String::from("09:44");
        println!("office: {time}");
    }
    if !late {
        let board = &time;
        println!("board: {board}");
    }
}
