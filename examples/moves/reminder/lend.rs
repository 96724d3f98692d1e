fn main() {
    let note = Some(String::from("paid late"));
    if let Some(text) = &note {
        println!("to the customer: {text}");
    }
    if let Some(text) = note {
        println!("to the ledger: {text}");
    }
}
