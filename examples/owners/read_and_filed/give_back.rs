fn main() {
    let printer = Ticket::new("printer");
    let printer = read_out(printer);
    archive(printer);
    println!("end of main");
}

fn read_out(ticket: Ticket) -> Ticket {
    println!("reading {}", ticket.subject);
    ticket
}

fn archive(ticket: Ticket) {
    println!("archived: {}", ticket.subject);
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
