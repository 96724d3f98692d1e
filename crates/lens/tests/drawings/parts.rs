struct Pair {
    left: String,
    right: String,
}
fn main() {
    let pair = Pair {
        left: String::from("a"),
        right: String::from("b"),
    };
    let left = pair.left;
    let mut number = 3;
    let r = &mut number;
    *r += 1;
    let again = &*r;
    println!("{left} {} {again}", pair.right);
    let (a, b) = (left, pair.right);
    std::thread::spawn(move || {
        println!("{a}");
    })
    .join()
    .unwrap();
    println!("{b}");
}
