fn main() {
    let note = Some(String::from("paid late"));
    if let Some(text) = note {
        println!("to the customer: {text}");
        println!("to the ledger: {text}");
    }
}
