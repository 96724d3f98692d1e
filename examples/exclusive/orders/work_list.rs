fn main() {
    let lamp = String::from("lamp");
    let chair = String::from("chair");
    let mut orders = vec![lamp, chair];
    while let Some(order) = orders.pop() {
        println!("pack {order}");
        if order == "lamp" {
            orders.push(String::from("bulb"));
        }
    }
}
