fn main() {
    let mut count = 40;
    let clerk = &mut count;
    scan(&mut *clerk);
    *clerk -= 5;
    println!("count: {count}");
}

fn scan<T>(_bin: T) {
    println!("scanned");
}
