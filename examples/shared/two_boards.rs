fn main() {
    let mut departure = String::from("09:14 Basel");
    let hall = &departure;
    let platform = &departure;
    println!("hall: {hall}");
    println!("office: {departure}");
    println!("platform: {platform}");
    departure = String::from("09:44 Basel");
    println!("office: {departure}");
}
