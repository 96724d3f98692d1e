//! How much of everything there is in the book, counted when it is built.

use super::{Whole, codes};
use crate::directive::Kind;
use crate::problem::Problem;
use crate::quiz;

/// A table of counts as HTML; what there is none of is left out.
///
/// # Errors
/// When a program or a quiz cannot be read.
pub fn table(whole: &Whole) -> Result<String, Problem> {
    let programs = whole.programs;
    let directives = || whole.chapters.iter().flat_map(|it| &it.directives);
    let captions: usize = directives().map(|it| 1 + it.repairs.len()).sum();
    let twins = programs.repairs.keys().filter(|it| it.is_what_if()).count();
    let mut quizzes = 0;
    for chapter in whole.chapters {
        quizzes += quiz::parse_chapter(&chapter.text, &chapter.stem, &chapter.file)?.len();
    }
    let rows = [
        ("claims, each the caption of a program", captions),
        ("programs that run", programs.listings.len()),
        (
            "programs that <code>rustc</code> refuses",
            programs.forbidden.len(),
        ),
        ("error codes among them", codes::by_code(whole)?.len()),
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
