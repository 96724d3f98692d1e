fn main() {
    let mut cents = 5;
    let address: *const i32 = &cents;
    let writer = &raw mut cents;
    println!("{}", address == writer.cast_const());
    unsafe { *writer += 1 };
    println!("{cents}");
}
