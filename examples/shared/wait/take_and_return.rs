fn main() {
    let train = Train::new("Basel");
    let late = train.wait(30);
    late.show();
}

impl Train {
    fn wait(mut self, minutes: u32) -> Train {
        self.delay += minutes;
        self
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
