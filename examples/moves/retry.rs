fn main() {
    let invoice = String::from("A-1042");
    for attempt in 1..=3 {
        println!("attempt {attempt}");
        if attempt == 2 {
            archive(invoice);
            break;
        }
    }
}

fn archive(document: String) {
    println!("filed {document}");
}
