use std::sync::Mutex;
use std::thread;

fn main() {
    let seats = Mutex::new(1);
    let free = *seats.lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| sell(&seats)).join().unwrap();
    });
    if free > 0 {
        sell(&seats);
    }
    println!("seats left: {}", seats.lock().unwrap());
}

fn sell(seats: &Mutex<i32>) {
    *seats.lock().unwrap() -= 1;
}
