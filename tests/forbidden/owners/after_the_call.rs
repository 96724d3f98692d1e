fn main() {
    let name = String::from("printer");
    show(name);
    println!("{} letters", name.len());
}

fn show(text: String) {
    println!("ticket: {text}");
}
//~ 4: E0382
