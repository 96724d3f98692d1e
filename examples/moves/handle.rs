struct Scan {
    pixels: [u8; 4096],
}

fn main() {
    let text = "A-1042 ".repeat(1000);
    let scan = Scan { pixels: [0; 4096] };

    let filed = text;
    let stored = scan;

    println!("text: {} characters", filed.len());
    println!("      {} words in the value", words(&filed));
    println!("scan: {} pixels", stored.pixels.len());
    println!("      {} bytes in the value", bytes(&stored));
}

//~ fold
fn bytes<T>(value: &T) -> usize {
    size_of_val(value)
}

fn words<T>(value: &T) -> usize {
    size_of_val(value) / size_of::<usize>()
}
//~ end
