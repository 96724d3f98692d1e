enum List {
    Node(i32, Box<List>),
    Nil,
}

use List::{Nil, Node};

fn sum(list: &List) -> i32 {
    match list {
        Node(value, rest) => value + sum(rest),
        Nil => 0,
    }
}

fn main() {
    let list = Node(1, Box::new(Node(2, Box::new(Nil))));
    println!("{}", sum(&list));
}
