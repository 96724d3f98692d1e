//! Arbitrary programs, answers and records: nothing panics, and no line is added.

use crate::bench::recorded;
use crate::corpus::{corpus, program};
use lens::edition::Edition;
use lens::memory::{read, record};
use lens::permissions::{Asking, Reading};
use lens::source::Source;

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// A text with a piece cut, doubled, moved or changed.
    fn mutate(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(3) {
            let from = self.below(letters.len());
            let to = (from + self.below(20)).min(letters.len());
            let place = self.below(letters.len() + 1);
            match self.below(5) {
                0 => drop(letters.drain(from..to)),
                1 => letters.truncate(from.max(1)),
                2 => {
                    let piece = letters[from..to].to_vec();
                    letters.splice(place..place, piece);
                }
                3 => letters.insert(
                    place,
                    ['\t', '\n', '9', '{', 'ß', '"', '}', '-'][self.below(8)],
                ),
                _ => {
                    if let Some(letter) = letters.get_mut(from) {
                        *letter = ['\t', '0', ';', '(', '\u{1F600}'][self.below(5)];
                    }
                }
            }
        }
        letters.into_iter().collect()
    }
}

/// Pieces of programs, to be put together in any order.
const PIECES: [&str; 48] = [
    "fn main() {",
    "fn f(self, ",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "let ",
    "let mut x = ",
    "match x {",
    "=> ",
    "|a, (b, _)| ",
    "move ",
    "self",
    "self.",
    "&mut ",
    "'a",
    "'a: ",
    "loop ",
    "if let Some(x) = ",
    "else ",
    "struct S<T> ",
    "enum E ",
    "trait T ",
    "impl T for S ",
    "dyn T",
    "where ",
    "#[cfg(x)] ",
    "#![deny(a)]",
    "println!(",
    "vec![",
    "\"{self} {x}\"",
    "b'\\n'",
    "r#\"\"#",
    "1_u8",
    "1.5",
    "x",
    "_",
    ";",
    ",",
    "..",
    "@ ",
    "\n",
    "// x\n",
    "/* */",
    "ß",
    "async ",
];

/// Both questions are written for a text, and what comes back is read. Whether it is a program.
fn ask(text: &str, answer: &str) -> bool {
    let Ok(source) = Source::parse(text) else {
        return false;
    };
    if let Ok(recording) = record(&source) {
        let lines = source.text().lines().count();
        let program = recording.program();
        assert!(
            program.lines().count() <= lines + 2,
            "a line was added\n{program}"
        );
        let _ = recording.refused(&source, &[answer.len() % program.len()]);
        recording.words(&source, answer);
    }
    let mut asking = Asking::new(&source, Edition::default(), Reading::Rendered);
    while let Some(question) = asking.question() {
        asking.answer(&question, answer);
    }
    asking.permissions();
    true
}

/// What a program may write, and what rustc may.
const ANSWER: &str = "thread 'main' panicked at main.rs:1:9:\nx\n\
                      error[E0382]: borrow of moved value: `x`\n --> main.rs:1:1\n";

#[test]
fn nothing_panics_on_any_text() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut parsed = 0;
    for case in 0..3_000 {
        // Any letters, any pieces, and a body of pieces.
        let text: String = match case % 3 {
            0 => (0..dice.below(60))
                .filter_map(|_| char::from_u32(dice.below(0x3000) as u32))
                .collect(),
            1 => (0..dice.below(20))
                .map(|_| PIECES[dice.below(PIECES.len())])
                .collect(),
            _ => {
                let pieces = (0..dice.below(6)).map(|_| PIECES[dice.below(PIECES.len())]);
                format!("fn main() {{ {} }}", pieces.collect::<String>())
            }
        };
        parsed += usize::from(ask(&text, &dice.mutate(ANSWER)));
        read(&text);
    }
    assert!(parsed >= 100, "only {parsed} texts were programs");
}

#[test]
fn nothing_panics_on_changed_programs() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let programs = corpus();
    let mut parsed = 0;
    for _ in 0..1_000 {
        let (_, program) = &programs[dice.below(programs.len())];
        parsed += usize::from(ask(&dice.mutate(program), &dice.mutate(ANSWER)));
    }
    assert!(parsed >= 70, "only {parsed} changed programs were programs");
}

#[test]
fn nothing_panics_on_broken_records() {
    let mut dice = Dice(0xd1b5_4a32_d192_ed03);
    let records = ["text", "own drop", "scoped threads"].map(|name| {
        let (_, record) = recorded(&program(name)).memory.expect("a record");
        record
    });
    for case in 0..1_000 {
        let memory = read(&dice.mutate(&records[case % records.len()]));
        serde_json::to_string(&memory).expect("JSON");
    }
    for record in &records {
        for end in 0..record.len().min(2_000) {
            if let Some(part) = record.get(..end) {
                read(part);
            }
        }
    }
}
