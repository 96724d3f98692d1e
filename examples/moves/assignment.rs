fn main() {
    let name = String::from("Ada Lovelace");
    let before = name.as_ptr();

    let owner = name;
    let after = owner.as_ptr();

    println!("bill to {owner}");
    println!("same place on the heap: {}", before == after);
}
