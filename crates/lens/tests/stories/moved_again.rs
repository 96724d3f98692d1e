fn main() {
    let mut name = String::from("Ada");
    name = longer(name);
    println!("{name}");
    let name = Some(name);
    let name = shown(name);
    println!("{name}");
    let name = name.len();
    println!("{name}");
    let count = 1;
    let count = count + 1;
    println!("{count}");
}

fn longer(mut text: String) -> String {
    text.push_str(" Lovelace");
    text
}

fn shown(name: Option<String>) -> String {
    let mut line = String::from("> ");
    if let Some(name) = name {
        line.push_str(&name);
    }
    line
}
