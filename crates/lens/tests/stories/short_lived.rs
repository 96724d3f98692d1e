fn main() {
    let longest;
    {
        let word = String::from("inner");
        longest = &word;
    }
    println!("{longest}");
}
