fn main() {
    let seats = 40;
    let address = &raw const seats;
    println!("{}", unsafe { *address });
}
