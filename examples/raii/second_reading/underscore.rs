use std::sync::Mutex;

fn main() {
    let barometer = Mutex::new(1013);
    let session = begin(&barometer);
    println!("first: {}", session.read());
    let _ = session;
    println!("free: {}", is_free(&barometer));
    println!("second: {}", session.read());
}

fn is_free(instrument: &Mutex<u32>) -> bool {
    instrument.try_lock().is_ok()
}

//~ fold
use std::sync::MutexGuard;

struct Session<'a> {
    guard: MutexGuard<'a, u32>,
}

impl Session<'_> {
    fn read(&self) -> u32 {
        *self.guard
    }
}

fn begin(instrument: &Mutex<u32>) -> Session<'_> {
    let guard = instrument.lock().unwrap();
    Session { guard }
}
//~ end
