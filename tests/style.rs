//! Proves that programs are formatted and free of the mistakes that clippy is sure of.
//!
//! `cargo fmt` does not see a program that is rejected, since no package has it as a target.

use book::listings::cargo;
use std::process::{Command, Output};

#[test]
fn every_program_is_formatted() {
    let book = proofs::book();
    let mut files = book.files_below("examples", "rs").expect("listings");
    files.extend(
        book.files_below("tests/forbidden", "rs")
            .expect("forbidden programs"),
    );
    let output = Command::new("rustfmt")
        .current_dir(book.root())
        .args(["--check", "--edition", "2024"])
        .args(&files)
        .output()
        .expect("rustfmt is part of the toolchain that `rust-toolchain.toml` names");
    assert!(
        output.status.success(),
        "{}\nformat them: rustfmt --edition 2024 $(git ls-files 'examples/*.rs' 'tests/forbidden/*.rs')",
        words(&output)
    );
}

#[test]
fn the_tools_and_the_listings_pass_clippy() {
    let output = cargo(&proofs::book())
        .args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])
        .output()
        .expect("cargo starts");
    assert!(
        output.status.success(),
        "{}\nsee each: cargo clippy --all-targets",
        words(&output)
    );
}

fn words(output: &Output) -> String {
    let all = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&all).into_owned()
}
