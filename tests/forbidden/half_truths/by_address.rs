fn main() {
    let seats = 40;
    let address = &raw const seats;
    println!("{}", *address);
}
//~ 4: E0133
