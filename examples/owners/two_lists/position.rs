fn main() {
    let printer = Ticket::new("printer");
    let open = vec![printer];
    let urgent = vec![0];
    println!("first: {}", open[urgent[0]].subject);
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
