fn main() {
    let mut depot = Depot::new();
    for count in &mut depot.bins {
        *count += 10;
        depot.changes += 1;
    }
    println!("changes: {}", depot.changes);
}

struct Depot {
    bins: Vec<u32>,
    changes: u32,
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
