fn main() {
    let desk = Desk {
        current: Ticket::new("printer"),
        waiting: vec![Ticket::new("login"), Ticket::new("network")],
    };
    println!("working on {}", desk.current.subject);
    println!("waiting: {}", desk.waiting.len());
}

struct Desk {
    current: Ticket,
    waiting: Vec<Ticket>,
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
