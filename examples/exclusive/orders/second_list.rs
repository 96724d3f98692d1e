fn main() {
    let lamp = String::from("lamp");
    let chair = String::from("chair");
    let orders = vec![lamp, chair];
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
