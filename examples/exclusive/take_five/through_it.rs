fn main() {
    let mut count = 40;
    let bin = &mut count;
    *bin = *bin - 5;
    println!("left: {count}");
}
