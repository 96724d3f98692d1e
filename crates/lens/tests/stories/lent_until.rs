fn main() {
    show(false);
    show(true);
    let mut stock = vec![40, 7];
    let clerk = &mut stock;
    for count in [12, 25] {
        receive(clerk, count);
    }
    println!("{}", clerk.len());
    println!("{}", rest(&mut stock));
    let mut plan = String::from("09:14");
    let board = &mut plan;
    println!("{board}");
    *board = String::from("09:44");
    println!("{board}");
    println!("{plan}");
}

fn show(late: bool) {
    let mut time = String::from("09:14");
    let board = &time;
    if late {
        time = String::from("09:44");
        println!("{time}");
    } else {
        println!("{board}");
    }
}

fn receive(bins: &mut Vec<u32>, count: u32) {
    bins.push(count);
}

fn rest(bins: &mut Vec<u32>) -> u32 {
    let last = &mut bins[0];
    *last += 1;
    *last
}
