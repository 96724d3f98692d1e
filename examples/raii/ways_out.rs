fn main() {
    measure(1, 1013);
    measure(2, 0);
    println!("end of main");
}

fn measure(id: u32, reading: u32) {
    let session = Session { number: id };
    println!("session {}", session.number);
    if reading == 0 {
        println!("no reading");
        return;
    }
    println!("stored {reading}");
}

struct Session {
    number: u32,
}

impl Drop for Session {
    fn drop(&mut self) {
        println!("released {}", self.number);
    }
}
