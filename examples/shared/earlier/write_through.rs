fn main() {
    let mut noon = 1200;
    let morning = 844;
    let earlier = &mut noon;
    if morning < *earlier {
        *earlier = morning;
    }
    println!("earlier {earlier}");
    println!("noon {noon}");
}
