fn main() {
    let mut waiting = vec![Ticket::new("printer"), Ticket::new("login")];
    let next = waiting.remove(0);
    println!("next: {}", next.subject);
    archive(waiting);
    println!("end of main");
}

fn archive(tickets: Vec<Ticket>) {
    println!("archived: {}", tickets.len());
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
