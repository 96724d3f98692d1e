fn main() {
    let mut stock = vec![40, 7];
    ship(&stock);
    let low = &mut stock[1];
    *low += 50;
}

fn ship(bins: &Vec<u32>) {
    println!("shipped {} and {}", bins[0], bins[1]);
}
