fn main() {
    let mut count = 40;
    let clerk = &mut count;
    let helper = clerk;
    *helper += 12;
    *clerk -= 5;
    println!("count: {count}");
}
//~ 6: E0382
