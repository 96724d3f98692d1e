fn main() {
    let mut departure = String::from("09:14 Basel");
    let hall = &departure;
    let platform = &departure;
    println!("platform: {platform}");
    println!("office: {departure}");
    println!("hall: {hall}");
    departure = String::from("09:44 Basel");
    println!("office: {departure}");
}
