struct Guard(&'static str);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("released {}", self.0);
    }
}

fn main() {
    let _outer = Guard("file");
    let shelves = vec![1, 2];
    let wanted = shelves.len();
    println!("{}", shelves[wanted]);
}
