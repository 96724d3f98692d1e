fn main() {
    let mut queue = vec![String::from("A-1042"), String::from("A-1043")];
    let next = queue.remove(0);
    println!("next {next}");
    println!("{} in the queue", queue.len());
}
