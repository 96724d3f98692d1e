use std::sync::{Mutex, MutexGuard};

fn main() {
    let barometer = Mutex::new(1013);
    let guard = barometer.lock().unwrap();
    store(&guard);
    println!("shown {guard}");
}

fn store(guard: &MutexGuard<u32>) {
    println!("stored {guard}");
}
