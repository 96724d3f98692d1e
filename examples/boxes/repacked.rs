fn main() {
    let mut parcel = Box::new(Parcel::new("tea"));
    let packed_at = place(&parcel);

    *parcel = Parcel::new("books");
    println!("packed {}", parcel.label);
    let same_place = packed_at == place(&parcel);
    println!("same place: {same_place}");
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
