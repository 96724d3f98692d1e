struct Scan {
    pixels: [u8; 4096],
}

fn main() {
    let text = "A-1042 ".repeat(1000);
    let scan = Scan { pixels: [0; 4096] };

    let filed_text = text;
    let filed_scan = scan;

    let words = size_of_val(&filed_text) / size_of::<usize>();
    println!("text: {} bytes on the heap", filed_text.len());
    println!("      {words} words in the handle");
    println!("scan: {} pixels", filed_scan.pixels.len());
    println!("      {} bytes in the value", size_of_val(&filed_scan));
}
