struct Node {
    value: i32,
    next: Option<Box<Node>>,
}

fn sum(list: &Option<Box<Node>>) -> i32 {
    let mut total = 0;
    let mut at = list;
    while let Some(node) = at {
        total += node.value;
        at = &node.next;
    }
    total
}

fn main() {
    let mut list = None;
    for value in [3, 2, 1] {
        list = Some(Box::new(Node { value, next: list }));
    }
    println!("{}", sum(&list));
    let number: Box<i32> = Box::new(5);
    let view = &number;
    println!("{view}");
}
