use std::rc::{Rc, Weak};

struct Node {
    name: String,
    parent: Weak<Node>,
}

fn main() {
    let root = Rc::new(Node {
        name: String::from("root"),
        parent: Weak::new(),
    });
    let other = Rc::clone(&root);
    let leaf = Node {
        name: String::from("leaf"),
        parent: Rc::downgrade(&root),
    };
    println!("{} {}", root.name, Rc::strong_count(&other));
    drop(other);
    println!("{} {}", leaf.name, leaf.parent.upgrade().is_some());
}
