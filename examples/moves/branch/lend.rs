fn main() {
    let invoice = String::from("A-1042");
    let paid = false;
    if paid {
        archive(&invoice);
    }
    println!("open: {invoice}");
}

fn archive(document: &String) {
    println!("filed {document}");
}
