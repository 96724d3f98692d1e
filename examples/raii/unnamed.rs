use std::sync::Mutex;

fn main() {
    let barometer = Mutex::new(1013);
    let _ = begin(&barometer);
    println!("free: {}", is_free(&barometer));
}

fn is_free(instrument: &Mutex<u32>) -> bool {
    instrument.try_lock().is_ok()
}

//~ fold
use std::sync::MutexGuard;

struct Session<'a> {
    _guard: MutexGuard<'a, u32>,
}

fn begin(instrument: &Mutex<u32>) -> Session<'_> {
    let _guard = instrument.lock().unwrap();
    Session { _guard }
}
//~ end
