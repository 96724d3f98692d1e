//! Where a recording ends or cannot begin, and what is kept.

use crate::bench::{bench, memory_of, recorded};
use crate::corpus::program;
use crate::shown::render;
use lens::memory::{Ending, Memory, record};
use lens::source::Source;

#[test]
fn output_is_known_at_each_step() {
    let memory =
        memory_of("fn main() {\n    print!(\"a\");\n    println!(\"b\");\n    println!();\n}\n");
    let seen: Vec<&str> = memory
        .steps
        .iter()
        .map(|step| &memory.output[..step.output])
        .collect();
    assert_eq!(seen, ["", "a", "ab\n", "ab\n\n"]);
}

#[test]
fn a_recording_is_bounded_and_the_program_goes_on() {
    let program = "fn main() { let mut n = 0; while n < 100_000 { n += 1; } println!(\"{n}\"); }";
    let run = recorded(program);
    let (memory, record) = run.memory.expect("a record");
    assert_eq!(memory.ending, Ending::Bounded);
    assert!(
        (1_000..=2_000).contains(&memory.steps.len()),
        "{}",
        memory.steps.len()
    );
    assert!(record.len() < 2 << 20);
    assert_eq!(run.finished.stdout, b"100000\n");
}

#[test]
fn what_cannot_be_recorded_is_told_with_its_line() {
    let refused = |text: &str| {
        let source = Source::parse(text).expect("a program");
        record(&source).expect_err("a refusal").to_string()
    };
    assert_eq!(
        refused("#![no_std]\nfn main() {}"),
        "line 1: a program without the standard library is not recorded"
    );
    assert_eq!(
        refused("fn main() {}\n#[global_allocator]\nstatic A: System = System;"),
        "line 2: a program with an allocator of its own is not recorded"
    );
    assert_eq!(
        refused("fn helper() {}"),
        "line 1: a program without a plain `fn main` is not recorded"
    );
    let left = |text: &str| -> Vec<String> {
        let source = Source::parse(text).expect("a program");
        let recording = record(&source).expect("a recording");
        recording.left().iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        left("fn main() {}\nasync fn later() {}\nconst fn early() {}\nfn f() { async {}; }"),
        [
            "line 2: the `async fn` `later` is not recorded",
            "line 3: the `const fn` `early` is not recorded",
            "line 4: an `async` block is not recorded",
        ]
    );
}

#[test]
fn the_recorder_also_fits_into_the_program_itself() {
    let text = "fn main() { let text = String::from(\"x\"); println!(\"{text}\"); }";
    let source = Source::parse(text).expect("a program");
    let whole = record(&source).expect("a recording").whole();
    assert_eq!(
        whole.lines().next().map(|line| line.contains("fn main()")),
        Some(true)
    );
    let program = bench()
        .compile(&whole)
        .map_err(|(words, _)| words)
        .expect("it compiles");
    let run = bench().run(&program);
    assert_eq!(run.finished.stdout, b"x\n");
    assert_eq!(
        render(&run.memory.expect("a record").0),
        render(&memory_of(text))
    );
}

#[test]
fn the_model_survives_json() {
    let memory = memory_of(&program("text"));
    let json = serde_json::to_string(&memory).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Memory>(&json).expect("a model"),
        memory
    );
}
