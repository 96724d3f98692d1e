fn main() {
    let mut invoice = String::from("A-1042");
    archive(invoice);
    invoice = String::from("A-1043");
    println!("sent {invoice}");
}

fn archive(document: String) {
    println!("filed {document}");
}
