fn main() {
    let draft = String::from("A-1042");
    let before = draft.as_ptr();

    let mut queue = vec![stamp(draft)];
    queue.push(String::from("A-1043"));

    println!("same buffer: {}", before == queue[0].as_ptr());
}

fn stamp(document: String) -> String {
    println!("stamped {document}");
    document
}
