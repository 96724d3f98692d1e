fn main() {
    let time = String::from("09:14");
    let hall = &time;
    let platform = hall;
    println!("{hall}, {platform}");
}
