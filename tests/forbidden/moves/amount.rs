struct Amount {
    cents: u32,
}

fn main() {
    let total = Amount { cents: 1250 };
    let due = total;
    println!("due {}", due.cents);
    println!("total {}", total.cents);
}
//~ 9: E0382
