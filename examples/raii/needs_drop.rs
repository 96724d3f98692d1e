use std::mem::needs_drop;

fn main() {
    let mast = String::from("mast");
    let reading = Reading {
        value: 12,
        sensor: mast,
    };
    println!("{} at {}", reading.value, reading.sensor);
    println!("u32: {}", needs_drop::<u32>());
    println!("String: {}", needs_drop::<String>());
    println!("Reading: {}", needs_drop::<Reading>());
}

struct Reading {
    value: u32,
    sensor: String,
}
