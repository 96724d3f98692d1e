//! Proves that every C++ program under `tests/cpp/` does what its page shows: prints that, and is
//! told that by the sanitizers, reduced to what is the same on every machine.
//!
//! A program that is called as its Rust counterpart is shares its chapter, so a test has `cpp/` in
//! front: `cargo test cpp/owners/two_lists`. Without a compiler the tests are skipped, aloud; where
//! `CI` is set, that is a failure.

use book::cpp::{self, Compiler};
use book::name::Name;
use std::process::ExitCode;

/// Stands before the name of each test.
const KIND: &str = "cpp";

fn main() -> ExitCode {
    let programs = cpp::programs(&proofs::book()).unwrap_or_else(|problem| panic!("{problem}"));
    if Compiler::find().is_none() {
        return skipped(programs.len());
    }
    let tests: Vec<Name> = programs
        .keys()
        .map(|name| format!("{KIND}/{name}").parse().expect("a name"))
        .collect();
    proofs::each(|_| "does".into(), tests.iter(), does)
}

fn does(test: &Name) -> Result<(), String> {
    let name: Name = test.within_chapter().parse()?;
    let book = proofs::book();
    let compiler = Compiler::find().ok_or(cpp::MISSING)?;
    let report = compiler
        .report(&book, &name)
        .map_err(|problem| problem.to_string())?;
    let file = cpp::report_file(&name);
    let held = book.read(&file).map_err(|problem| problem.to_string())?;
    if held == report {
        return Ok(());
    }
    Err(format!(
        "{name} does not do what `{}` says.\n\nit says:\n{held}\nit is:\n{report}\n\
         if what it is now is right, accept it: cargo run -- bless {name}",
        file.display()
    ))
}

/// Says what was not proved and how to get what is missing.
fn skipped(count: usize) -> ExitCode {
    let words = format!("{count} C++ programs, since {}", cpp::MISSING);
    if std::env::var_os("CI").is_some() {
        eprintln!("error: cannot run {words}");
        return ExitCode::FAILURE;
    }
    println!("skipped: {words}");
    ExitCode::SUCCESS
}
