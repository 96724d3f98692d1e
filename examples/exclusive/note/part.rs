fn main() {
    let mut depot = Depot::new();
    for count in &mut depot.bins {
        *count += 10;
        Depot::note(&mut depot.changes);
    }
    println!("changes: {}", depot.changes);
}

struct Depot {
    bins: Vec<u32>,
    changes: u32,
}

impl Depot {
    fn note(changes: &mut u32) {
        *changes += 1;
    }
}

//~ fold
impl Depot {
    fn new() -> Depot {
        Depot {
            bins: vec![40, 7],
            changes: 0,
        }
    }
}
//~ end
