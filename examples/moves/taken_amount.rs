struct Invoice {
    payer: String,
    cents: u32,
}

fn main() {
    let payer = String::from("Ada");
    let invoice = Invoice { payer, cents: 950 };
    let noted = invoice.cents;
    let filed = invoice;
    println!("{} owes {}", filed.payer, filed.cents);
    println!("noted {noted}");
}
