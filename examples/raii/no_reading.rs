fn main() {
    let _day = Logbook::new("day");
    check(1013);
    check(0);
    println!("end of main");
}

fn check(reading: u32) {
    let _wind = Logbook::new("wind");
    if reading == 0 {
        println!("no reading");
        std::process::exit(1);
    }
    println!("reading {reading}");
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
