fn main() {
    let mut current = Ticket::new("printer");
    let next = Ticket::new("login");
    println!("working on {}", current.subject);
    current = next;
    println!("working on {}", current.subject);
    println!("after that: {}", current.subject);
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
