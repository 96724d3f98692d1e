fn main() {
    let _day = Logbook::new("day");
    let station = Station {
        rain: Logbook::new("rain"),
        wind: Logbook::new("wind"),
    };
    println!("open: {}", station.rain.name);
}

struct Station {
    wind: Logbook,
    rain: Logbook,
}

impl Drop for Station {
    fn drop(&mut self) {
        println!("power off: {}", self.wind.name);
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
