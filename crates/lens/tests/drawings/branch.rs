struct Ticket {
    owner: String,
    seat: u32,
}

fn archive(ticket: Ticket) {
    println!("{} {}", ticket.owner, ticket.seat);
}

fn main() {
    let ticket = Ticket {
        owner: String::from("Ada"),
        seat: 4,
    };
    let late;
    if ticket.seat > 3 {
        archive(ticket);
        late = true;
    } else {
        late = false;
    }
    let other = Ticket {
        owner: String::from("Bob"),
        seat: 5,
    };
    let owner = other.owner;
    println!("{owner} {} {late}", other.seat);
    let mut total = 0;
    for step in 0..3 {
        let doubled = step * 2;
        total += doubled;
    }
    let words = ["static", "text"];
    let slice = &words[1..];
    println!("{total} {slice:?}");
}
