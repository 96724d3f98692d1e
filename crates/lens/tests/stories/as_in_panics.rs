struct Guard(String);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("closed {}", self.0);
    }
}

fn main() {
    let _outer = Guard(String::from("outer"));
    let inner = Guard(String::from("inner"));
    check(&inner);
    println!("never");
}

fn check(guard: &Guard) {
    if guard.0 == "inner" {
        panic!("not this one");
    }
}
