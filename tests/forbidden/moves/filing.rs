fn main() {
    let queue = vec![String::from("A-1042"), String::from("A-1043")];
    let mut filed = vec![];
    for invoice in queue {
        filed.push(invoice);
        println!("sent {invoice}");
    }
    println!("{} filed", filed.len());
}
//~ 6: E0382
