struct Scan {
    pixels: [u8; 4096],
}

fn main() {
    let text = "A-1042 ".repeat(1000);
    let scan = Scan { pixels: [0; 4096] };

    let filed_text = text;
    let filed_scan = scan;

    println!("text: {} characters", filed_text.len());
    println!("      {} words in the value", words(&filed_text));
    println!("scan: {} pixels", filed_scan.pixels.len());
    println!("      {} bytes in the value", bytes(&filed_scan));
}

//~ fold
fn bytes<T>(value: &T) -> usize {
    size_of_val(value)
}

fn words<T>(value: &T) -> usize {
    size_of_val(value) / size_of::<usize>()
}
//~ end
