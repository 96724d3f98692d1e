fn main() {
    let queue = vec![String::from("A-1042"), String::from("A-1043")];
    println!("next {}", queue[0]);
    println!("{} in the queue", queue.len());
}
