//! The lens's questions, asked of this machine.

use lens::edition::Edition;
use lens::memory::{Ending as Recorder, Value};
use lens::permissions::State;
use lens::source::Source;
use playground::ask::{Unrecorded, memory, permissions, plain};
use playground::{Bounds, Ending, Rustc};
use std::path::Path;
use std::time::Duration;

fn rustc() -> Rustc {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Rustc::find(&root, &root.join("target")).expect("a compiler")
}

fn source(text: &str) -> Source {
    Source::parse(text).expect("a program")
}

#[test]
fn permissions_are_asked_in_the_edition_of_the_program() {
    // A path from the crate's root, as only edition 2015 writes it.
    let text = "mod till {\n    pub fn take(_: String) {}\n}\nfn main() {\n    \
                let coin = String::new();\n    ::till::take(coin);\n}\n";
    let last = |edition| {
        let told = permissions(&rustc(), &source(text), edition).expect("an answer");
        let mains = told.bodies.iter().filter(|body| body.name == "main");
        let states = mains.flat_map(|body| &body.variables[0].states);
        states.last().expect("a state").state
    };
    assert_eq!(last(Edition::Rust2015), State::Moved);
    assert_eq!(last(Edition::Rust2024), State::Untold);
}

#[test]
fn memory_is_recorded_and_the_run_is_that_of_the_program() {
    let source =
        source("fn main() {\n    let n = 7;\n    println!(\"{n}\");\n}\nconst fn early() {}\n");
    let recorded = memory(&rustc(), &source, Edition::Rust2024, Bounds::PROGRAM).expect("a record");
    assert_eq!(recorded.memory.ending, Recorder::Finished);
    let last = recorded.memory.steps.last().expect("steps");
    assert_eq!(
        last.frames[0].bindings[0].value,
        Value::Plain("7".to_owned())
    );
    assert_eq!(recorded.run.stdout, b"7\n");
    assert!(recorded.run.ending.is_success());
    assert_eq!(recorded.left[0].line, 5);
}

#[test]
fn steps_are_kept_when_a_program_is_stopped() {
    let bounds = Bounds {
        time: Duration::from_secs(1),
        ..Bounds::PROGRAM
    };
    let source = source("fn main() {\n    let n = 7;\n    loop { std::thread::park() }\n}\n");
    let recorded = memory(&rustc(), &source, Edition::Rust2024, bounds).expect("a record");
    assert!(matches!(recorded.run.ending, Ending::OutOfTime(_)));
    assert_eq!(recorded.memory.ending, Recorder::Broken);
    assert!(!recorded.memory.steps.is_empty());
}

#[test]
fn less_is_asked_where_a_type_is_found_out_too_late() {
    let text = "fn takes(text: String) -> usize { text.len() }\n\
                fn main() {\n    let late = Default::default();\n    println!(\"{}\", takes(late));\n}\n";
    let recorded = memory(&rustc(), &source(text), Edition::Rust2024, Bounds::PROGRAM);
    assert_eq!(recorded.expect("a record").run.stdout, b"0\n");
}

#[test]
fn what_cannot_be_recorded_is_an_error_in_words() {
    let fails = |text: &str| {
        let recorded = memory(&rustc(), &source(text), Edition::Rust2024, Bounds::PROGRAM);
        let error = recorded.expect_err("an error");
        assert!(matches!(error, Unrecorded::Because(_)));
        error.to_string()
    };
    assert_eq!(
        fails("fn helper() {}"),
        "line 1: a program without a plain `fn main` is not recorded"
    );
    assert_eq!(
        fails("fn main() { let n: u32 = \"\"; }"),
        "line 1: rustc rejects the program once it records itself: mismatched types"
    );
}

#[test]
fn a_program_as_it_is_runs_or_is_told_in_the_words_of_rustc() {
    let ask = |text| plain(&rustc(), text, Edition::Rust2024, Bounds::PROGRAM).expect("an answer");
    let ran = ask(
        "fn main() { let x = 1; println!(\"out\"); eprintln!(\"err\"); std::process::exit(2) }",
    );
    assert!(
        ran.words.starts_with("warning: unused variable"),
        "{}",
        ran.words
    );
    let run = ran.run.expect("a run");
    assert_eq!(
        (&run.stdout[..], &run.stderr[..]),
        (&b"out\n"[..], &b"err\n"[..])
    );
    assert_eq!(run.ending.to_string(), "exited with status 2");

    let rejected = ask("fn main() { let s = String::new(); drop(s); drop(s); }");
    assert!(
        rejected.words.starts_with("error[E0382]"),
        "{}",
        rejected.words
    );
    assert!(rejected.run.is_none());
}

#[test]
fn the_recorder_is_compiled_once_by_whoever_comes_first() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = tempfile::tempdir().expect("a folder");
    let rustc = Rustc::find(&root, target.path()).expect("a compiler");
    let ask = || {
        let source = source("fn main() {}\n");
        memory(&rustc, &source, Edition::Rust2024, Bounds::PROGRAM).map(drop)
    };
    std::thread::scope(|scope| {
        let asking: Vec<_> = (0..2).map(|_| scope.spawn(ask)).collect();
        for asking in asking {
            asking.join().expect("no panic").expect("a record");
        }
    });
    let entries = std::fs::read_dir(target.path())
        .expect("a folder")
        .flatten();
    let names = entries.map(|entry| entry.file_name().into_string().expect("a name"));
    let recorders: Vec<String> = names.filter(|name| !name.starts_with("sysroot")).collect();
    assert_eq!(recorders.len(), 1, "{recorders:?}");
    assert!(recorders[0].starts_with("recorder-"));
}
