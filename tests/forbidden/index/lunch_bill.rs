fn main() {
    let order = String::from("soup");
    cook(order);
    println!("bill: one {order}");
}

fn cook(dish: String) {
    println!("cooking {dish}");
}
//~ 4: E0382
