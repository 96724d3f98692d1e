fn main() {
    let mut count = 40;
    let bin = &mut count;
    *bin = count - 5;
    println!("{count}");
}
