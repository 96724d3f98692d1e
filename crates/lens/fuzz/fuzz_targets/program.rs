//! Any text as a program, and the same text as what rustc answers: neither may panic.

#![no_main]

use lens::edition::Edition;
use lens::memory::record;
use lens::permissions::{Asking, Reading};
use lens::source::Source;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(source) = Source::parse(text) else {
        return;
    };
    if let Ok(recording) = record(&source) {
        let program = recording.program();
        assert!(program.lines().count() <= text.lines().count() + 2);
        recording.words(&source, text);
    }
    for reading in [Reading::Json, Reading::Rendered] {
        let mut asking = Asking::new(&source, Edition::default(), reading);
        while let Some(question) = asking.question() {
            asking.answer(&question, text);
        }
        asking.permissions();
    }
});
