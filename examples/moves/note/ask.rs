struct Invoice {
    number: String,
    note: Option<String>,
}

fn main() {
    let invoice = Invoice {
        number: String::from("A-1042"),
        note: Some(String::from("paid late")),
    };
    if invoice.note.is_some() {
        println!("{} has a note", invoice.number);
    }
    archive(invoice);
}

fn archive(document: Invoice) {
    println!("filed {}", document.number);
}
