fn main() {
    let mut depot = Box::new(Stop::new(30, None));
    let north = Stop::new(12, None);
    let south = Stop::new(8, None);
    depot.minutes = 45;
    println!("north: {} minutes", way(&north) + way(&depot));
    println!("south: {} minutes", way(&south) + way(&depot));
}

struct Stop {
    minutes: u32,
    next: Option<Box<Stop>>,
}

//~ fold
impl Stop {
    fn new(minutes: u32, next: Option<Box<Stop>>) -> Stop {
        Stop { minutes, next }
    }
}

fn way(stop: &Stop) -> u32 {
    match &stop.next {
        Some(next) => stop.minutes + way(next),
        None => stop.minutes,
    }
}
//~ end
