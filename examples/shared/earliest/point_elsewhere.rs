fn main() {
    let noon = 1200;
    let times = [914, 844, 920];
    let mut earliest = &noon;
    for time in &times {
        if *time < *earliest {
            earliest = time;
        }
    }
    println!("earliest {earliest}");
    println!("noon {noon}");
}
