fn main() {
    let printer = Ticket::new("printer");
    let open = vec![(printer, "urgent")];
    println!("first: {}, {}", open[0].0.subject, open[0].1);
    println!("open: {}", open.len());
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
