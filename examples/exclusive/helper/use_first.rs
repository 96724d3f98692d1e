fn main() {
    let mut count = 40;
    let clerk = &mut count;
    *clerk -= 5;
    let helper = clerk;
    *helper += 12;
    println!("count: {count}");
}
