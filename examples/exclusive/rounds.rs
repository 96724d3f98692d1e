fn main() {
    let mut stock = vec![40, 7];
    for count in stock.iter() {
        println!("counted {count}");
    }
    for count in stock.iter_mut() {
        *count += 10;
    }
    for count in stock.into_iter() {
        println!("shipped {count}");
    }
}
