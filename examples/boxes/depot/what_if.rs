fn main() {
    let depot = Box::new(Depot { minutes: 30 });
    let address = place(&depot);
    let north = Stop::new(12, address);
    let south = Stop::new(8, address);
    println!("north: {} minutes", north.minutes + depot.minutes);
    println!("south: {} minutes", south.minutes + depot.minutes);
    drop(depot);
    println!("one place: {}", north.next == south.next);
}

struct Depot {
    minutes: u32,
}

struct Stop {
    minutes: u32,
    next: *const Depot,
}

//~ fold
impl Stop {
    fn new(minutes: u32, next: *const Depot) -> Stop {
        Stop { minutes, next }
    }
}

fn place(depot: &Depot) -> *const Depot {
    depot
}
//~ end
