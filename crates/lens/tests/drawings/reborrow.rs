fn main() {
    let mut queue = vec![String::from("Ada"), String::from("Bob")];
    let first = &queue[0];
    let again = first;
    println!("{first} {again}");
    let all = &mut queue;
    all.push(String::from("Eve"));
    let inner = &mut *all;
    inner.pop();
    all.push(String::from("Dan"));
    println!("{}", queue.len());
    let mut count = 0;
    count += 1;
    println!("{count}");
}
