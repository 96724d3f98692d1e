fn main() {
    let departure = String::from("09:14 Basel");
    let hall = &departure;
    let platform = departure.clone();
    println!("{hall}, {platform}");
}
