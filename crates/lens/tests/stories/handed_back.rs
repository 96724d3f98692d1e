struct Seal(u8);

impl Drop for Seal {
    fn drop(&mut self) {
        println!("broken {}", self.0);
    }
}

fn stamp(document: String) -> String {
    println!("stamped {document}");
    document
}

fn pass(seal: Seal) -> Seal {
    seal
}

fn main() {
    let (first, second) = (String::from("a"), String::from("bb"));
    drop(first);
    let stamped = stamp(second);
    println!("{stamped}");
    let (left, right) = (Seal(1), pass(Seal(2)));
    println!("{} {}", left.0, right.0);
    let empty: Vec<u8> = Vec::new();
    println!("{}", empty.len());
}
