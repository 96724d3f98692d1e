fn main() {
    let log = Logbook::new("wind");
    println!("writing to {}", log.name);
    drop(log);
    println!("end of main");
}

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
