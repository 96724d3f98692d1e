fn main() {
    let departure = String::from("09:14 Basel");
    announce(&departure);
    announce("Mind the gap");
    let whole = &departure;
    println!("{whole}: {} word", words(whole));
}

fn announce(text: &str) {
    println!("{text}: {} words", words(text));
}

//~ fold
/// How many machine words a value itself takes.
fn words<T>(_: T) -> usize {
    size_of::<T>() / size_of::<usize>()
}
//~ end
