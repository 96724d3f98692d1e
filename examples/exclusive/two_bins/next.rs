fn main() {
    let mut stock = vec![40, 7];
    let mut bins = stock.iter_mut();
    if let (Some(from), Some(to)) = (bins.next(), bins.next()) {
        *from -= 5;
        *to += 5;
        println!("{from} and {to}");
    }
}
