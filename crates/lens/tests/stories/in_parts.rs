struct Order {
    dish: String,
    table: u8,
    note: Option<String>,
}

fn main() {
    let order = Order {
        dish: String::from("soup"),
        table: 4,
        note: Some(String::from("hot")),
    };
    let dish = order.dish;
    if let Some(note) = &order.note {
        println!("{dish} for {}: {note}", order.table);
    }
}
