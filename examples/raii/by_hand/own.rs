fn main() {
    let log = Logbook::new("wind");
    println!("writing to {}", log.name);
    end(log);
    println!("end of main");
}

fn end(_log: Logbook) {}

//~ fold
struct Logbook {
    name: String,
}

impl Logbook {
    fn new(name: &str) -> Logbook {
        let name = String::from(name);
        Logbook { name }
    }
}

impl Drop for Logbook {
    fn drop(&mut self) {
        println!("closed {}", self.name);
    }
}
//~ end
