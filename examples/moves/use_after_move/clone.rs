fn main() {
    let invoice = String::from("A-1042");
    let batch = vec![invoice.clone()];
    archive(batch);
    println!("sent {invoice}");
}

fn archive(documents: Vec<String>) {
    println!("filed {}", documents.len());
}
