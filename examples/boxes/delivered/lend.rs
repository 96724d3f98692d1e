fn main() {
    let parcel = Box::new(Parcel::new("tea"));
    deliver(&parcel);
    println!("end of main");
}

fn deliver(parcel: &Parcel) {
    println!("delivering {}", parcel.label);
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
