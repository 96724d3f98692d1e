fn main() {
    let printer = Ticket::new("printer");
    {
        let login = Ticket::new("login");
        println!("working on {}", login.subject);
        println!("working on {}", printer.subject);
        println!("lunch");
    }
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
