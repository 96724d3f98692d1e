//! Proves that rustc, asked as `cargo run` asks it about a changed program, says the words that are
//! committed.
//!
//! Otherwise a page would call a program's words new while nothing about them has changed.

use book::facts;
use book::project::Project;
use book::rejection::{self, compiler};

#[test]
fn the_words_for_a_saved_program_are_those_that_trybuild_accepts() {
    let book = proofs::book();
    let rustc = compiler(&book).expect("a compiler");
    for name in proofs::programs().forbidden.keys() {
        let asked = rejection::ask(&book, &rustc, name).unwrap_or_else(|why| panic!("{why}"));
        let committed = facts::committed(&book, &Project::stderr_file(name)).unwrap_or_default();
        assert!(
            asked.words == committed,
            "rustc says:\n\n{}\nbut `{}` says:\n\n{committed}\n\
             if rustc's words are right: cargo run -- bless {name}",
            asked.words,
            Project::stderr_file(name).display(),
        );
    }
}
