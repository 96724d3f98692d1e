fn main() {
    let queue = vec![String::from("A-1042"), String::from("A-1043")];
    let mut filed = vec![];
    for invoice in queue {
        println!("sent {invoice}");
        filed.push(invoice);
    }
    println!("{} filed", filed.len());
}
