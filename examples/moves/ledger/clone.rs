fn main() {
    let ledger = vec![480];
    for cents in [1250, 900] {
        enter(ledger.clone(), cents);
    }
}

fn enter(mut book: Vec<u32>, cents: u32) -> Vec<u32> {
    book.push(cents);
    println!("entry {}: {cents} cents", book.len());
    book
}
