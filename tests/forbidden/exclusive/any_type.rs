fn main() {
    let mut count = 40;
    let clerk = &mut count;
    scan(clerk);
    *clerk -= 5;
    println!("count: {count}");
}

fn scan<T>(_bin: T) {
    println!("scanned");
}
//~ 5: E0382
