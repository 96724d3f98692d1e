struct Invoice {
    number: String,
    customer: String,
}

fn main() {
    let invoice = Invoice {
        number: String::from("A-1042"),
        customer: String::from("Ada"),
    };
    archive(&invoice.number);
    println!("thank you, {}", invoice.customer);
    let open = vec![invoice];
    println!("{} open", open.len());
}

fn archive(number: &String) {
    println!("filed {number}");
}
