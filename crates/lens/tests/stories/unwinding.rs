struct Log(u32);

impl Drop for Log {
    fn drop(&mut self) {
        println!("closed {}", self.0);
    }
}

fn main() {
    let caught = std::panic::catch_unwind(|| {
        let _log = Log(1);
        store(0);
    });
    println!("{}", caught.is_err());
    store(1);
}

fn store(reading: u32) {
    let _log = Log(2);
    check(reading);
    println!("stored");
}

fn check(reading: u32) {
    if reading == 0 {
        panic!("no reading");
    }
}
