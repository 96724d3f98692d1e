fn main() {
    let mut stock = vec![40, 7];
    let clerk = &mut stock;
    for count in [12, 25] {
        receive(clerk, count);
    }
    println!("bins: {}", clerk.len());
}

fn receive(bins: &mut Vec<u32>, count: u32) {
    bins.push(count);
}
