fn main() {
    let depot = Box::new(Stop::new(30, None));
    let mut north = Stop::new(12, Some(depot));
    let south = Stop::new(8, None);
    if let Some(stop) = &mut north.next {
        stop.minutes = 45;
    }
    println!("north: {} minutes", way(&north));
    if let Some(depot) = &north.next {
        println!("south: {} minutes", way(&south) + way(depot));
    }
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
