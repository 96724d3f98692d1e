fn main() {
    let time = String::from("09:14");
    let hall = &time;
    let platform = time.clone();
    println!("{hall}, {platform}");
}
