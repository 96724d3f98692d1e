fn main() {
    let badge = Box::new(5);
    let forever: &'static mut i32 = Box::leak(badge);
    *forever += 1;
    println!("{forever}");
    std::process::exit(3);
}
