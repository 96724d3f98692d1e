fn main() {
    let mut stock = vec![40, 7];
    relocate(&mut stock);
}

fn relocate(stock: &mut Vec<u32>) {
    stock[0] -= 5;
    stock[1] += 5;
    println!("{} and {}", stock[0], stock[1]);
}
