fn main() {
    let mut queue = vec![String::from("Ada")];
    let first = &queue[0];
    println!("next: {first}");
    queue.push(String::from("Bob"));
    let last = &mut queue;
    last.clear();
    println!("{} waiting", queue.len());
}
