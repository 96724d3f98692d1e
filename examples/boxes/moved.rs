fn main() {
    let parcel = Box::new(Parcel::new("tea"));
    let packed_at = place(&parcel);

    let delivery = parcel;
    println!("delivering {}", delivery.label);
    let same_place = packed_at == place(&delivery);
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
