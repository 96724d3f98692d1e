fn main() {
    show(false);
    show(true);
}

fn show(late: bool) {
    let mut departure = String::from("09:14 Basel");
    if late {
        departure = String::from("09:44 Basel");
        println!("office: {departure}");
    }
    if !late {
        let board = &departure;
        println!("board: {board}");
    }
}
