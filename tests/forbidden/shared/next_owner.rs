fn main() {
    let departure = String::from("09:14 Basel");
    let hall = &departure;
    let platform = departure;
    println!("{hall}, {platform}");
}
//~ 4: E0505
