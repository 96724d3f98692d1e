use std::thread;

fn main() {
    let here = thread::current();
    println!("{:?}", here.name());
}
