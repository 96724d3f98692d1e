fn main() {
    let departure = String::from("09:14 Basel");
    announce(&departure);
    announce("Mind the gap");
    println!("office: {departure}");
}

fn announce(text: &str) {
    let (words, bytes) = (words(text), text.len());
    println!("{text}: {words} words, {bytes} bytes");
}

//~ fold
/// How many machine words a value itself takes.
fn words<T>(_: T) -> usize {
    size_of::<T>() / size_of::<usize>()
}
//~ end
