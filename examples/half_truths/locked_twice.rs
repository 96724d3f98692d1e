use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(1);
    let mine = seats.lock().unwrap();
    let again = seats.try_lock();
    println!("free for a second lock: {}", again.is_ok());
    println!("seats: {mine}");
}
