fn main() {
    let order = String::from("soup");
    println!("bill: one {order}");
    cook(order);
}

fn cook(dish: String) {
    println!("cooking {dish}");
}
