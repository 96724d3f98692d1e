fn main() {
    let last = Stop::new(12, None);
    let first = Stop::new(8, Some(last));
    println!("{} minutes to the first stop", first.minutes);
    println!("stops after it: {}", first.next.iter().count());
}

struct Stop {
    minutes: u32,
    next: Option<Stop>,
}

//~ fold
impl Stop {
    fn new(minutes: u32, next: Option<Stop>) -> Stop {
        Stop { minutes, next }
    }
}
//~ end
//~ 8: E0072
