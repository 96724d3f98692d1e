fn main() {
    let disk = Disk::new();
    {
        let log = disk.open();
        log.write("wind 12");
        println!("lines on disk: {}", disk.lines());
    }
    println!("lines on disk: {}", disk.lines());
}

//~ fold
use std::cell::RefCell;
use std::fs::{File, read_to_string, remove_file};
use std::io::{BufWriter, Write};

struct Disk {
    file: &'static str,
}

struct Logbook {
    writer: RefCell<BufWriter<File>>,
}

impl Disk {
    fn new() -> Disk {
        let file = "raii-on_disk.txt";
        Disk { file }
    }

    fn open(&self) -> Logbook {
        let file = File::create(self.file).unwrap();
        let writer = RefCell::new(BufWriter::new(file));
        Logbook { writer }
    }

    fn lines(&self) -> usize {
        read_to_string(self.file).unwrap().lines().count()
    }
}

impl Logbook {
    fn write(&self, line: &str) {
        writeln!(self.writer.borrow_mut(), "{line}").unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        remove_file(self.file).unwrap();
    }
}
//~ end
