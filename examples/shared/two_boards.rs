fn main() {
    let mut time = String::from("09:14");
    let hall = &time;
    let platform = &time;
    println!("office: {time}");
    println!("boards: {hall}, {platform}");
    time = String::from("09:44");
    println!("office: {time}");
}
