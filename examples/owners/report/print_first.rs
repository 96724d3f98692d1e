fn main() {
    let waiting = vec![String::from("printer"), String::from("login")];
    println!("first: {}", waiting[0]);
    count(waiting);
}

fn count(subjects: Vec<String>) {
    println!("waiting: {}", subjects.len());
}
