//! Proves that no chapter uses what a later one teaches: no term of the glossary in its words, and no
//! feature of the language in the visible code of its programs.
//!
//! `book::taught` says which pages, boxes and lines are exempt.

use book::chapters::{self, Chapter};
use book::{features, glossary, taught};

const WRONG: &str = "what is taught later is used";

fn chapters() -> Vec<Chapter> {
    chapters::read(&proofs::book()).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn no_term_is_used_before_its_chapter() {
    let chapters = chapters();
    let terms = glossary::read(&chapters).unwrap_or_else(|problem| panic!("{problem}"));
    proofs::none(taught::terms_too_early(&chapters, &terms), WRONG);
}

#[test]
fn no_feature_is_shown_before_its_chapter() {
    let book = proofs::book();
    let chapters = chapters();
    let features = features::read(&book, &chapters).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(features.len() > 10, "only {} features", features.len());
    let programs = proofs::programs();
    let early = taught::features_too_early(&book, &programs, &chapters, &features);
    proofs::none(early, WRONG);
}
