fn main() {
    let lamp = String::from("lamp");
    let chair = String::from("chair");
    let mut orders = vec![lamp, chair];
    for order in &orders {
        println!("pack {order}");
        if order == "lamp" {
            orders.push(String::from("bulb"));
        }
    }
}
//~ 8: E0502
