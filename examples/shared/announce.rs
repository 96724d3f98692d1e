fn main() {
    let time = String::from("09:14");
    announce(&time);
    announce("Mind the gap");
    let whole = &time;
    println!("{whole}, machine words: {}", words(whole));
}

fn announce(text: &str) {
    println!("{text}, machine words: {}", words(text));
}

//~ fold
/// How many machine words a value itself takes.
fn words<T>(_: T) -> usize {
    size_of::<T>() / size_of::<usize>()
}
//~ end
