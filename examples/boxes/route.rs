fn main() {
    let third = Stop::new(None, "salt");
    let second = Stop::new(Some(Box::new(third)), "books");
    let first = Stop::new(Some(Box::new(second)), "tea");
    println!("first stop: {}", first.parcel.label);
    println!("more stops: {}", first.next.is_some());
}

struct Stop {
    next: Option<Box<Stop>>,
    parcel: Parcel,
}

//~ fold
impl Stop {
    fn new(next: Option<Box<Stop>>, label: &'static str) -> Stop {
        let parcel = Parcel { label };
        Stop { next, parcel }
    }
}

struct Parcel {
    label: &'static str,
}

impl Drop for Parcel {
    fn drop(&mut self) {
        println!("dropped: {}", self.label);
    }
}
//~ end
