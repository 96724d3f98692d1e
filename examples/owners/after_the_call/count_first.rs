fn main() {
    let name = String::from("printer");
    println!("{} letters", name.len());
    show(name);
}

fn show(text: String) {
    println!("ticket: {text}");
}
