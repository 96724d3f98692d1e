fn main() {
    let mut stock = vec![40, 7];
    let first = &mut stock[0];
    *first -= 5;
    stock.push(12);
    let first = &mut stock[0];
    *first -= 5;
    println!("first bin: {}", stock[0]);
}
