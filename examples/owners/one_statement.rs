fn main() {
    let length = Ticket::new("printer").subject.len();
    println!("{length} letters");
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
