fn main() {
    let queue = vec![String::from("A-1042"), String::from("A-1043")];
    let count = queue.len();
    for invoice in queue {
        println!("sent {invoice}");
    }
    println!("{count} in the queue");
}
