use std::panic;

fn main() {
    panic::set_hook(Box::new(|_| println!("the hook runs")));
    let sale = panic::catch_unwind(|| {
        let _till = Till;
        panic!("out of paper");
    });
    println!("stopped by a panic: {}", sale.is_err());
}

struct Till;

impl Drop for Till {
    fn drop(&mut self) {
        println!("the till is closed");
    }
}
