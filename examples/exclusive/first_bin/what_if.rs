fn main() {
    let mut stock = vec![40, 7, 12];
    let first = stock.as_ptr();
    stock.push(25);
    println!("the address is kept: {}", !first.is_null());
}
