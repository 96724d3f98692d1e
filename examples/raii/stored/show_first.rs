use std::sync::{Mutex, MutexGuard};

fn main() {
    let barometer = Mutex::new(1013);
    let guard = barometer.lock().unwrap();
    println!("shown {guard}");
    store(guard);
}

fn store(guard: MutexGuard<u32>) {
    println!("stored {guard}");
}
