fn main() {
    let parcel = Box::new(Parcel::new("tea"));
    let content = unpack(&parcel);
    println!("unpacked {}", content.label);
}

fn unpack(parcel: &Parcel) -> Parcel {
    *parcel
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
//~ end
//~ 8: E0507
