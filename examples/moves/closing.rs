fn main() {
    close(Invoice { number: 1042 }, true);
    close(Invoice { number: 1043 }, false);
}

fn close(invoice: Invoice, paid: bool) {
    if paid {
        archive(invoice);
    }
    println!("day closed");
}

fn archive(document: Invoice) {
    println!("filed {}", document.number);
}

//~ fold
struct Invoice {
    number: u32,
}

impl Drop for Invoice {
    fn drop(&mut self) {
        println!("dropped {}", self.number);
    }
}
//~ end
