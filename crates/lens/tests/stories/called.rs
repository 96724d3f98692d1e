struct Invoice {
    number: u32,
    lines: Vec<String>,
}

impl Drop for Invoice {
    fn drop(&mut self) {
        println!("dropped {}", self.number);
    }
}

fn archive(document: Invoice) -> usize {
    println!("filed {}", document.number);
    document.lines.len()
}

fn main() {
    let invoice = Invoice {
        number: 7,
        lines: vec![String::from("pen")],
    };
    let count = archive(invoice);
    println!("{count} line");
}
