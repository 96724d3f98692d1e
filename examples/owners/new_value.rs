fn main() {
    let mut ticket = Ticket::new("printer");
    println!("working on {}", ticket.subject);
    ticket = Ticket::new("login");
    println!("working on {}", ticket.subject);
    println!("end of main");
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
