fn main() {
    let mut stock = vec![40, 7];
    let low = &mut stock[1];
    drop(stock);
    *low += 50;
}
