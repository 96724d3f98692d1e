struct Train {
    goal: String,
    stops: Vec<u32>,
    delay: u32,
}

fn main() {
    let goal = String::from("Basel");
    let mut train = Train { goal, stops: vec![2, 5], delay: 0 };
    let board = &train.goal;
    train.delay = 30;
    println!("{board}");
    for stop in &mut train.stops {
        *stop += train.delay;
    }
    let first = &mut train.stops[0];
    *first += train.delay;
    println!("{} {:?}", train.goal, train.stops);
}
