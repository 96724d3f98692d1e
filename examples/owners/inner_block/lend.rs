fn main() {
    let printer = String::from("printer");
    {
        let urgent = &printer;
        println!("urgent: {urgent}");
    }
    println!("open: {printer}");
}
