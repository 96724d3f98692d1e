//! Any text as the record of a run.

#![no_main]

libfuzzer_sys::fuzz_target!(|record: &str| {
    lens::memory::read(record);
});
