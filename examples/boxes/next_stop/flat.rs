fn main() {
    let last = Stop::new(12);
    let first = Stop::new(8);
    let route = vec![first, last];
    println!("{} minutes to the first stop", route[0].minutes);
    println!("and there are more: {}", route.len() > 1);
}

struct Stop {
    minutes: u32,
}

//~ fold
impl Stop {
    fn new(minutes: u32) -> Stop {
        Stop { minutes }
    }
}
//~ end
