fn main() {
    let word = size_of::<usize>();
    let inline = size_of::<Form>() / word;
    let boxed = size_of::<Box<Form>>() / word;
    let option = size_of::<Option<Box<Form>>>() / word;

    println!("Form: {inline} words");
    println!("Box<Form>: {boxed} word");
    println!("Option<Box<Form>>: {option} word");
}

struct Form {
    _fields: [usize; 100],
}
