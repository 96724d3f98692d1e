struct Amount {
    cents: u32,
}

fn main() {
    let total = Amount { cents: 1250 };
    let due = total.cents;
    println!("due {due}");
    println!("total {}", total.cents);
}
