use std::sync::Mutex;

struct Guard(u8);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("closed {}", self.0);
    }
}

fn main() {
    let first = Guard(1);
    drop(first);
    let _ = Guard(2);
    _ = Guard(3);
    let total = Mutex::new(5);
    let lock = total.lock().unwrap();
    drop(lock);
    *total.lock().unwrap() += 1;
    let mut names = vec![String::from("Ada"), String::from("Bob")];
    names.remove(0);
    names.clear();
    let mut name = String::from("Cleo");
    renew(&mut name);
    name = String::new();
    {
        let _inner = total.lock().unwrap();
    }
    let mut guards = vec![Guard(4), Guard(5), Guard(6)];
    guards.truncate(1);
    guards[0] = Guard(7);
    let text = String::from("x") + &name;
    drop(text);
    maybe(Guard(8), true);
    maybe(Guard(9), false);
}

fn renew(name: &mut String) {
    *name = String::from("Dora");
}

fn maybe(guard: Guard, early: bool) {
    if early {
        drop(guard);
    }
    println!("late");
}
