fn main() {
    let mut total = 0;
    let mut add = |amount: i32| {
        total += amount;
    };
    add(3);
    add(4);
    let name = String::from("till");
    let show = move || println!("{name}");
    show();
    println!("{total}");
}
