fn main() {
    let mut count = 40;
    count = count - 5;
    println!("left: {count}");
}
