fn main() {
    let tea = Parcel::Goods(250);
    let inner = Parcel::Packed(Box::new(tea));
    let outer = Parcel::Packed(Box::new(inner));
    println!("{} grams", weight(&outer));
}

enum Parcel {
    Goods(u32),
    Packed(Box<Parcel>),
}

fn weight(parcel: &Parcel) -> u32 {
    match parcel {
        Parcel::Goods(grams) => *grams,
        Parcel::Packed(inside) => 100 + weight(inside),
    }
}
