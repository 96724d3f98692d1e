fn main() {
    let mut stock = vec![40, 7, 12];
    stock.push(25);
    let first = &stock[0];
    println!("first bin: {first}");
}
