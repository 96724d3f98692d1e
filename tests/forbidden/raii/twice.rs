fn main() {
    let log = Logbook::new("wind");
    for reading in [12, 0, 14] {
        println!("reading {reading}");
        if reading == 0 {
            drop(log);
        }
    }
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
//~ 6: E0382
