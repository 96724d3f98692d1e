fn main() {
    let stock = vec![40, 7];
    for mut count in stock.clone() {
        count += 10;
        println!("raised to {count}");
    }
    println!("first bin: {}", stock[0]);
}
