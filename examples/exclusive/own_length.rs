fn main() {
    let mut numbers = vec![0, 1];
    numbers.push(numbers.len());
    println!("newest bin: {}", numbers[2]);
}
