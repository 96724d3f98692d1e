fn main() {
    let train = Train::new("Basel");
    train.wait(30);
    train.show();
}

impl Train {
    fn wait(&self, minutes: u32) {
        self.delay += minutes;
    }

    fn show(&self) {
        println!("{} +{}", self.goal, self.delay);
    }
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
//~ 9: E0594
