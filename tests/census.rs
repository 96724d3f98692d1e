//! Proves that whatever lies in the book's folders is used by a chapter, and the other way round.

const WRONG: &str = "the book does not add up";

#[test]
fn every_program_fact_and_chapter_has_its_place() {
    proofs::none(book::census::check(&proofs::book()), WRONG);
}

#[test]
fn every_chapter_says_what_it_is_about() {
    proofs::none(book::census::undescribed(&proofs::book()), WRONG);
}
