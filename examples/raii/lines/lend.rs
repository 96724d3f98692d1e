fn main() {
    let log = Logbook {
        name: String::from("wind"),
        lines: vec![String::from("12"), String::from("14")],
    };
    for line in &log.lines {
        println!("wind {line}");
    }
}

struct Logbook {
    name: String,
    lines: Vec<String>,
}

impl Drop for Logbook {
    fn drop(&mut self) {
        println!("closed {}", self.name);
    }
}
