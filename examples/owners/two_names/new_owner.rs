fn main() {
    let printer = Ticket::new("printer");
    let urgent = printer;
    println!("first: {}", urgent.subject);
    println!("also open: {}", urgent.subject);
}

//~ fold
struct Ticket {
    subject: String,
}

impl Ticket {
    fn new(subject: &str) -> Ticket {
        let subject = String::from(subject);
        Ticket { subject }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("dropped: {}", self.subject);
    }
}
//~ end
