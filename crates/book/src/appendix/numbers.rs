//! How much of everything there is in the book, counted when it is built.

use super::Whole;
use crate::directive::{Kind, fenced};
use crate::problem::Problem;
use std::collections::BTreeSet;

/// A table of counts as HTML; what there is none of is left out.
pub fn table(whole: &Whole) -> Result<String, Problem> {
    let programs = whole.programs;
    let directives = || whole.chapters.iter().flat_map(|it| &it.directives);
    let captions: usize = directives().map(|it| 1 + it.repairs.len()).sum();
    let codes: BTreeSet<String> = programs
        .forbidden
        .values()
        .filter_map(|file| whole.project.program(file).ok()?.marker)
        .map(|marker| marker.code)
        .collect();
    let twins = programs.repairs.keys().filter(|it| it.is_what_if()).count();
    let quizzes = whole
        .chapters
        .iter()
        .map(|chapter| fenced(&chapter.text, "quiz"))
        .sum();
    let rows = [
        ("claims, each the caption of a program", captions),
        ("programs that run", programs.listings.len()),
        (
            "programs that <code>rustc</code> refuses",
            programs.forbidden.len(),
        ),
        ("error codes among them", codes.len()),
        (
            "repairs that compile and run",
            programs.repairs.len() - twins,
        ),
        (
            "twins in raw pointers, which show what a rule prevents",
            twins,
        ),
        ("stories, one a program", programs.names().count()),
        (
            "programs that ask you first",
            directives()
                .filter(|it| it.predict || it.kind == Kind::Compare)
                .count(),
        ),
        ("quiz questions", quizzes),
    ];
    let mut table = String::from("<table class=\"numbers\"><tbody>\n");
    for (what, count) in rows.into_iter().filter(|(_, count)| *count > 0) {
        table.push_str(&format!(
            "<tr><th scope=\"row\">{what}</th><td>{count}</td></tr>\n"
        ));
    }
    Ok(table + "</tbody></table>\n")
}
