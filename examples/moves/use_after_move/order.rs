fn main() {
    let invoice = String::from("A-1042");
    println!("sent {invoice}");
    let batch = vec![invoice];
    archive(batch);
}

fn archive(documents: Vec<String>) {
    println!("filed {}", documents.len());
}
