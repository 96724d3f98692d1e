//! Proves that no chapter uses what a later one teaches: no term of the glossary in its words, and no
//! feature of the language in the visible code of its programs.
//!
//! `book::taught` says which pages, boxes and lines are exempt.

use book::chapters::{self, Chapter};
use book::problem::Problem;
use book::{features, glossary, taught};

fn chapters() -> Vec<Chapter> {
    chapters::read(&proofs::book()).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn no_term_is_used_before_its_chapter() {
    let chapters = chapters();
    let terms = glossary::read(&chapters).unwrap_or_else(|problem| panic!("{problem}"));
    tell(taught::terms_too_early(&chapters, &terms));
}

#[test]
fn no_feature_is_shown_before_its_chapter() {
    let book = proofs::book();
    let chapters = chapters();
    let features = features::read(&book, &chapters).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(features.len() > 10, "only {} features", features.len());
    let programs = proofs::programs();
    tell(taught::features_too_early(
        &book, &programs, &chapters, &features,
    ));
}

/// Fails with what is wrong, if anything is.
fn tell(problems: Result<Vec<Problem>, Problem>) {
    let mut problems = problems.unwrap_or_else(|problem| vec![problem]);
    problems.sort();
    let told: Vec<String> = problems
        .iter()
        .map(|problem| format!("error: {problem}"))
        .collect();
    assert!(
        told.is_empty(),
        "{} places use what is taught later:\n\n{}\n",
        told.len(),
        told.join("\n")
    );
}
