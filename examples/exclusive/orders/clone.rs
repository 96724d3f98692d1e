fn main() {
    let mut orders = vec![String::from("lamp")];
    orders.push(String::from("chair"));
    for order in orders.clone() {
        println!("pack {order}");
        if order == "lamp" {
            orders.push(String::from("bulb"));
        }
    }
}
