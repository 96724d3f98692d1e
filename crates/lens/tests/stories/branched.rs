fn main() {
    let note = String::from("late");
    let reminders = 2;
    for number in 0..reminders {
        if number == 1 {
            println!("reminder {number}: {note}");
        }
    }
    let sent;
    if reminders > 1 {
        sent = note;
        println!("sent {sent}");
    } else {
        sent = String::new();
    }
    println!("{} bytes", sent.len());
}
