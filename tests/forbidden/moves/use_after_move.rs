fn main() {
    let invoice = String::from("A-1042");
    archive(invoice);
    println!("sent {invoice}");
}

fn archive(document: String) {
    println!("filed {document}");
}
//~ 4: E0382
