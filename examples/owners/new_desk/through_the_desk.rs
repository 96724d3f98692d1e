fn main() {
    let printer = Ticket::new("printer");
    let desk = Desk { current: printer };
    println!("at the desk: {}", desk.current.subject);
    println!("in the report: {}", desk.current.subject);
}

struct Desk {
    current: Ticket,
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
