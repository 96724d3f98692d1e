fn main() {
    let mut orders = vec![String::from("lamp")];
    orders.push(String::from("chair"));
    for order in &orders {
        println!("pack {order}");
        if order == "lamp" {
            orders.push(String::from("bulb"));
        }
    }
}
//~ 7: E0502
