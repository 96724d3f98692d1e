fn main() {
    let stock = vec![40, 7];
    for mut count in stock {
        count += 10;
        println!("raised to {count}");
    }
    println!("first bin: {}", stock[0]);
}
//~ 7: E0382
