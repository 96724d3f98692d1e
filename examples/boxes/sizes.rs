fn main() {
    let word = size_of::<usize>();
    let inline = size_of::<Form>() / word;
    let boxed = size_of::<Box<Form>>() / word;
    let option = size_of::<Option<Box<Form>>>() / word;

    println!("Form, in words: {inline}");
    println!("Box<Form>, in words: {boxed}");
    println!("Option<Box<Form>>, in words: {option}");
}

struct Form {
    _fields: [usize; 100],
}
