fn main() {
    let mut stock = vec![40, 7];
    let morning = &mut stock;
    let evening = &mut stock;
    morning.push(12);
    evening.push(25);
    println!("bins: {}", stock.len());
}
//~ 4: E0499
