fn main() {
    let mut stock = vec![40, 7];
    let morning = &mut stock;
    morning.push(12);
    let evening = &mut stock;
    evening.push(25);
    println!("bins: {}", stock.len());
}
