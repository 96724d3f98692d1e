fn main() {
    let invoice = String::from("A-1042");
    println!("sent {invoice}");
    archive(invoice);
}

fn archive(document: String) {
    println!("filed {document}");
}
