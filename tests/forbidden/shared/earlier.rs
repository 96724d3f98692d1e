fn main() {
    let noon = 1200;
    let morning = 844;
    let earlier = &noon;
    if morning < *earlier {
        earlier = &morning;
    }
    println!("earlier {earlier}");
    println!("noon {noon}");
}
//~ 6: E0384
