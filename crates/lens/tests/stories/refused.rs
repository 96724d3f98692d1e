fn main() {
    let mut queue = vec![String::from("Ada"), String::from("Bob")];
    let first = &queue[0];
    queue.push(String::from("Eve"));
    println!("next: {first}");
}
