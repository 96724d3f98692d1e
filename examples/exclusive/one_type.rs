fn main() {
    let mut count = 40;
    let clerk = &mut count;
    scan(clerk);
    *clerk -= 5;
    println!("count: {count}");
}

fn scan(_bin: &mut u32) {
    println!("scanned");
}
