fn main() {
    let mut count = 40;
    let clerk = &mut count;
    let helper = &mut *clerk;
    *helper += 12;
    *clerk -= 5;
    println!("count: {count}");
}
