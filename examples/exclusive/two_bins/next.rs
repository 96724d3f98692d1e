fn main() {
    let mut stock = vec![40, 7];
    let mut bins = stock.iter_mut();
    if let (Some(from), Some(to)) = (bins.next(), bins.next()) {
        relocate(from, to);
    }
}

fn relocate(from: &mut u32, to: &mut u32) {
    *from -= 5;
    *to += 5;
    println!("{from} and {to}");
}
