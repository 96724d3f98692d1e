fn main() {
    let mut stock = vec![40, 7];
    for count in &mut stock {
        *count += 10;
        println!("raised to {count}");
    }
    println!("first bin: {}", stock[0]);
}
