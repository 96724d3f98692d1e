fn main() {
    let depot = Box::new(Depot { minutes: 30 });
    let place = &raw const *depot;
    let north = Stop::new(12, place);
    let south = Stop::new(8, place);
    let (one, other) = (north.minutes, south.minutes);
    println!("{one} and {other} minutes, then {}", depot.minutes);
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
//~ end
