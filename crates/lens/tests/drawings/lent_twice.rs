fn main() {
    let mut name = String::from("Ada");
    let one = &mut name;
    let two = &mut name;
    one.push('!');
    two.push('?');
}
