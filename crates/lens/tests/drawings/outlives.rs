fn main() {
    let longest;
    {
        let name = String::from("Ada");
        longest = &name;
    }
    println!("{longest}");
}
