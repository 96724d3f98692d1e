//! Proves that whatever lies in the book's folders is used by a chapter, and the other way round.

#[test]
fn every_program_fact_and_chapter_has_its_place() {
    let problems = book::census::check(&proofs::book()).unwrap_or_else(|problem| vec![problem]);
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

#[test]
fn the_book_is_as_large_as_it_says() {
    let programs = proofs::programs();
    println!(
        "{} listings, {} forbidden programs, {} repairs",
        programs.listings.len(),
        programs.forbidden.len(),
        programs.repairs.len()
    );
    assert!(programs.repairs.len() >= programs.forbidden.len());
}
