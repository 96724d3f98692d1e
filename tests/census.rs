//! Proves that whatever lies in the book's folders is used by a chapter, and the other way round.

use book::problem::Problem;

#[test]
fn every_program_fact_and_chapter_has_its_place() {
    tell(book::census::check(&proofs::book()));
}

#[test]
fn every_chapter_says_what_it_is_about() {
    tell(book::census::undescribed(&proofs::book()));
}

/// Fails with what is wrong, if anything is.
fn tell(problems: Result<Vec<Problem>, Problem>) {
    let problems = problems.unwrap_or_else(|problem| vec![problem]);
    let told: Vec<String> = problems
        .iter()
        .map(|problem| format!("error: {problem}"))
        .collect();
    assert!(
        told.is_empty(),
        "the book does not add up:\n\n{}\n",
        told.join("\n")
    );
}
