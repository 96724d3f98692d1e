fn main() {
    let waiting = vec![String::from("printer"), String::from("login")];
    count(waiting);
    println!("first: {}", waiting[0]);
}

fn count(subjects: Vec<String>) {
    println!("waiting: {}", subjects.len());
}
//~ 4: E0382
