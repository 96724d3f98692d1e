fn main() {
    let invoice = String::from("A-1042");
    let text = invoice.as_ptr();
    let batch = vec![invoice];
    archive(batch);
    println!("the address is kept: {}", !text.is_null());
}

fn archive(documents: Vec<String>) {
    println!("filed {}", documents.len());
}
