fn main() {
    let name = String::from("Ada");
    let mut count = 0;
    let mut greet = |greeting: &str| {
        let line = format!("{greeting} {name}");
        count += 1;
        println!("{line}");
    };
    greet("hello");
    greet("bye");
    let keep = move || name.len();
    println!("{} {}", keep(), count);
}
