fn main() {
    let depot = Box::new(Stop::new(30, null()));
    let place = &raw const *depot;
    let north = Stop::new(12, place);
    let south = Stop::new(8, place);
    println!("{} and {} minutes", north.minutes, south.minutes);
    drop(depot);
    println!("one place: {}", north.next == south.next);
}

struct Stop {
    minutes: u32,
    next: *const Stop,
}

//~ fold
use std::ptr::null;

impl Stop {
    fn new(minutes: u32, next: *const Stop) -> Stop {
        Stop { minutes, next }
    }
}
//~ end
