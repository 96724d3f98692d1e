struct Amount {
    cents: u32,
}

fn main() {
    let total = Amount { cents: 1250 };
    let due = Amount { cents: total.cents };
    println!("due {}", due.cents);
    println!("total {}", total.cents);
}
