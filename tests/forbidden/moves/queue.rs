fn main() {
    let queue = vec![String::from("A-1042"), String::from("A-1043")];
    for invoice in queue {
        println!("sent {invoice}");
    }
    println!("{} in the queue", queue.len());
}
//~ 6: E0382
