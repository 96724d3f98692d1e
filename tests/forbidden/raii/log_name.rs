fn main() {
    let sensor = Sensor::new("mast");
    let log = Logbook::new("wind");
    println!("{} fills {}", sensor.name, log.name);
    let name = log.name;
    println!("kept {name}");
}

struct Sensor {
    name: String,
}

struct Logbook {
    name: String,
}

impl Drop for Logbook {
    fn drop(&mut self) {
        println!("closed {}", self.name);
    }
}

//~ fold
impl Sensor {
    fn new(name: &str) -> Sensor {
        let name = String::from(name);
        Sensor { name }
    }
}

impl Logbook {
    fn new(name: &str) -> Logbook {
        let name = String::from(name);
        Logbook { name }
    }
}
//~ end
//~ 5: E0509
