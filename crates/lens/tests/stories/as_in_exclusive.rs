fn main() {
    let mut stock = vec![3, 5];
    for count in stock.iter_mut() {
        *count += 1;
    }
    let r = &mut stock;
    add(r, 4);
    r.push(9);
    let again = &mut *r;
    again.push(1);
    r.push(2);
    let first = &stock[0];
    println!("{first}");
    stock.push(stock.len());
    for count in stock.iter() {
        print!("{count} ");
    }
    println!();
    let mut names = vec![String::from("nut"), String::from("bolt")];
    names[0] = String::from("screw");
    while let Some(name) = names.pop() {
        println!("{name}");
    }
    let mut order = Order {
        bin: 1,
        name: String::from("x"),
    };
    let bin = &mut order.bin;
    *bin += 1;
    order.name.push('y');
    println!("{} {}", order.bin, order.name);
    let parts: Vec<String> = vec![String::from("a")];
    for part in parts {
        println!("{part}");
    }
}

struct Order {
    bin: usize,
    name: String,
}

fn add(stock: &mut Vec<usize>, count: usize) {
    stock.push(count);
}
