fn main() {
    let mut stock = vec![40, 7];
    let low = &mut stock[1];
    *low += 50;
    ship(stock);
}

fn ship(bins: Vec<u32>) {
    println!("{}", bins.len());
}
