fn main() {
    let queue = vec![String::from("A-1042"), String::from("A-1043")];
    let next = queue[0].clone();
    println!("next {next}");
    println!("{} in the queue", queue.len());
}
