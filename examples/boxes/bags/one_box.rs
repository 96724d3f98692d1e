fn main() {
    let tea = Parcel::new(250, None);
    let bag = Bag::new(20, Some(Box::new(tea)));
    let parcel = Parcel::new(100, Some(bag));
    println!("a parcel of {} grams", parcel.grams);
    if let Some(bag) = &parcel.bag {
        println!("in it a bag of {} grams", bag.grams);
        println!("in it: {} more", bag.inside.iter().count());
    }
}

struct Parcel {
    grams: u32,
    bag: Option<Bag>,
}

struct Bag {
    grams: u32,
    inside: Option<Box<Parcel>>,
}

//~ fold
impl Parcel {
    fn new(grams: u32, bag: Option<Bag>) -> Parcel {
        Parcel { grams, bag }
    }
}

impl Bag {
    fn new(grams: u32, inside: Option<Box<Parcel>>) -> Bag {
        Bag { grams, inside }
    }
}
//~ end
