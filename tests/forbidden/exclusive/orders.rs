fn main() {
    let mut orders = vec![String::from("lamp"), String::from("chair")];
    for order in &orders {
        println!("pack {order}");
        if order == "lamp" {
            orders.push(String::from("bulb"));
        }
    }
}
//~ 6: E0502
