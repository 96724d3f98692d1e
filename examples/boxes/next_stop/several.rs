fn main() {
    let last = Stop::new(12, vec![]);
    let first = Stop::new(8, vec![last]);
    println!("{} minutes to the first stop", first.minutes);
    println!("stops after it: {}", first.next.iter().count());
}

struct Stop {
    minutes: u32,
    next: Vec<Stop>,
}

//~ fold
impl Stop {
    fn new(minutes: u32, next: Vec<Stop>) -> Stop {
        Stop { minutes, next }
    }
}
//~ end
