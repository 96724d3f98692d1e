use std::cell::RefCell;
use std::rc::Rc;

fn main() {
    let list = Rc::new(RefCell::new(vec![1]));
    let other = Rc::clone(&list);
    other.borrow_mut().push(2);
    drop(list);
    println!("{:?}", other.borrow());
}
