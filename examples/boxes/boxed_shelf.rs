fn main() {
    let tea = Box::new(Parcel::new("tea"));
    let books = Box::new(Parcel::new("books"));
    let mut shelf = vec![tea, books];
    let stored_at = place(&shelf[1]);

    let first = shelf.remove(0);
    println!("delivering {}", first.label);
    let same_place = stored_at == place(&shelf[0]);
    println!("{}, same place: {same_place}", shelf[0].label);
}

//~ fold
struct Parcel {
    label: &'static str,
}

impl Parcel {
    fn new(label: &'static str) -> Parcel {
        Parcel { label }
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        println!("dropped: {}", self.label);
    }
}

fn place(parcel: &Parcel) -> *const Parcel {
    parcel
}
//~ end
