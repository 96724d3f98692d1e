fn main() {
    let time = String::from("09:14");
    let hall = &time;
    let platform = time;
    println!("{hall}, {platform}");
}
//~ 4: E0505
