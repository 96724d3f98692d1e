fn main() {
    let mut orders = vec![String::from("lamp")];
    orders.push(String::from("chair"));
    while let Some(order) = orders.pop() {
        println!("pack {order}");
        if order == "lamp" {
            orders.push(String::from("bulb"));
        }
    }
}
