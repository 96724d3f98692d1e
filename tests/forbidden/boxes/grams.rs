fn main() {
    let parcel = Box::new(Parcel { grams: 250 });
    let grams = parcel.grams;
    println!("{} grams", *grams);
}

struct Parcel {
    grams: u32,
}
//~ 4: E0614
