//! Arbitrary programs and records: nothing panics, and no line is added.

use crate::bench::recorded;
use crate::corpus::{corpus, program};
use lens::memory::{read, record};
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

#[test]
fn nothing_panics_on_broken_records_and_programs() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let programs = corpus();
    let (_, record_text) = recorded(&program("text")).memory.expect("a record");
    let (_, drops) = recorded(&program("own drop")).memory.expect("a record");
    let mut parsed = 0;
    for case in 0..1500 {
        let text = if case % 2 == 0 { &record_text } else { &drops };
        let memory = read(&dice.mutate(text));
        serde_json::to_string(&memory).expect("JSON");

        let (_, program) = &programs[dice.below(programs.len())];
        if let Ok(source) = Source::parse(&dice.mutate(program)) {
            parsed += 1;
            if let Ok(recording) = record(&source) {
                let lines = source.text().lines().count();
                let program = recording.program();
                assert!(
                    program.lines().count() <= lines + 2,
                    "a line was added\n{program}"
                );
                let _ = recording.refused(&source, &[dice.below(program.len())]);
            }
        }
    }
    assert!(
        parsed >= 100,
        "only {parsed} mutated programs were programs"
    );
    for end in 0..drops.len().min(2_000) {
        if let Some(part) = drops.get(..end) {
            read(part);
        }
    }
}
