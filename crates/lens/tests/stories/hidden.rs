struct Ticket(String);

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("dropped {}", self.0);
    }
}

fn main() {
    let ticket = Ticket(String::from("printer"));
    let ticket = Ticket(ticket.0.replace("printer", "login"));
    println!("{}", ticket.0);
}
