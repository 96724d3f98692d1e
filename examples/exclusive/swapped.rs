fn main() {
    let mut stock = vec![40, 7, 12];
    let first = &mut stock[0];
    *first += 1;
    stock.swap(0, 2);
    let first = &mut stock[0];
    *first += 1;
    println!("{} and {}", stock[0], stock[2]);
}
