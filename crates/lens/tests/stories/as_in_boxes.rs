enum Parcel {
    Empty,
    Letter(String),
    Nested(Box<Parcel>),
}

struct Stop {
    name: String,
    next: Option<Box<Stop>>,
}

impl Drop for Stop {
    fn drop(&mut self) {
        println!("drop {}", self.name);
    }
}

fn depth(parcel: &Parcel) -> u32 {
    match parcel {
        Parcel::Empty => 0,
        Parcel::Letter(text) => text.len() as u32,
        Parcel::Nested(inner) => 1 + depth(inner),
    }
}

fn main() {
    let weight = Box::new(5);
    println!("{}", *weight + 1);
    let mut name = Box::new(String::from("A"));
    name.push('b');
    let moved = name;
    let taken: String = *moved;
    println!("{taken}");
    let parcel = Parcel::Nested(Box::new(Parcel::Nested(Box::new(Parcel::Letter(
        String::from("hi"),
    )))));
    println!("{}", depth(&parcel));
    println!("{}", depth(&Parcel::Empty));
    let last = Stop {
        name: String::from("c"),
        next: None,
    };
    let route = Stop {
        name: String::from("a"),
        next: Some(Box::new(last)),
    };
    println!("{}", route.next.is_some());
    let mut list: Option<Box<Node>> = None;
    for number in 0..2 {
        list = Some(Box::new(Node { number, next: list }));
    }
    while let Some(mut node) = list {
        println!("{}", node.number);
        list = node.next.take();
    }
}

struct Node {
    number: u32,
    next: Option<Box<Node>>,
}
