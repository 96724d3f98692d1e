fn main() {
    let plan = Train::new("Basel");
    plan.show();
    let mut today = plan;
    today.wait(30);
    today.show();
    today.cancel();
}

impl Train {
    fn show(&self) {
        println!("{} +{}", self.goal, self.delay);
    }

    fn wait(&mut self, minutes: u32) {
        self.delay += minutes;
    }

    fn cancel(self) {
        println!("cancelled: {}", self.goal);
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
