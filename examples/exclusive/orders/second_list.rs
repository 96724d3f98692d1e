fn main() {
    let mut orders = vec![String::from("lamp")];
    orders.push(String::from("chair"));
    let mut extra = vec![];
    for order in &orders {
        println!("pack {order}");
        if order == "lamp" {
            extra.push(String::from("bulb"));
        }
    }
    for order in &extra {
        println!("pack {order}");
    }
}
