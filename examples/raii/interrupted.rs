fn main() {
    let _day = Logbook::new("day");
    store(0);
    println!("end of main");
}

fn store(reading: u32) {
    let _wind = Logbook::new("wind");
    let _rain = Logbook::new("rain");
    if reading == 0 {
        panic!("no reading");
    }
    println!("stored {reading}");
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
