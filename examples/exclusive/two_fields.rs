fn main() {
    let mut stock = (40, 7);
    relocate(&mut stock.0, &mut stock.1);
}

fn relocate(from: &mut u32, to: &mut u32) {
    *from -= 5;
    *to += 5;
    println!("{from} and {to}");
}
