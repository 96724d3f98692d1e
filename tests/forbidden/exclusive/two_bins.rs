fn main() {
    let mut stock = vec![40, 7];
    let from = &mut stock[0];
    let to = &mut stock[1];
    *from -= 5;
    *to += 5;
    println!("{from} and {to}");
}
//~ 4: E0499
