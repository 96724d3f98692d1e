fn main() {
    let mut train = Train::new("Basel");
    let board = &train.goal;
    train.delay = 30;
    println!("{board}, late");
    println!("{} +{}", train.goal, train.delay);
}

//~ fold
struct Train {
    goal: String,
    delay: u32,
}

impl Train {
    fn new(goal: &str) -> Train {
        let goal = String::from(goal);
        Train { goal, delay: 0 }
    }
}
//~ end
