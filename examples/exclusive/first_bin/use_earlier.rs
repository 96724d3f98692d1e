fn main() {
    let mut stock = vec![40, 7, 12];
    let first = &stock[0];
    println!("first bin: {first}");
    stock.push(25);
}
