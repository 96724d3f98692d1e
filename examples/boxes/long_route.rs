fn main() {
    let route = route_of(1_000_000);
    let mut minutes = 0;
    let mut rest = &route;
    while let Some(stop) = rest {
        minutes += stop.minutes;
        rest = &stop.next;
    }
    println!("{minutes} minutes in all");
    println!("end of main");
}

struct Stop {
    minutes: u32,
    next: Option<Box<Stop>>,
}

//~ fold
fn route_of(stops: u32) -> Option<Box<Stop>> {
    let mut route = None;
    for _ in 0..stops {
        let (minutes, next) = (2, route);
        route = Some(Box::new(Stop { minutes, next }));
    }
    route
}

// A million blocks are too many to draw, and a program with an allocator of
// its own is not recorded. This one is what every program has by default.
#[global_allocator]
static HEAP: std::alloc::System = std::alloc::System;
//~ end
