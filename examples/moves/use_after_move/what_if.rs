fn main() {
    let invoice = String::from("A-1042");
    let text = invoice.as_ptr();
    archive(invoice);
    println!("the address is kept: {}", !text.is_null());
}

fn archive(document: String) {
    println!("filed {document}");
}
