fn main() {
    let mut queue = vec![String::from("Ada")];
    let first = &queue[0];
    queue.push(String::from("Eve"));
    println!("next: {first}");
}
