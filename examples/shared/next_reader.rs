fn main() {
    let departure = String::from("09:14 Basel");
    let hall = &departure;
    let platform = hall;
    println!("{hall}, {platform}");
}
