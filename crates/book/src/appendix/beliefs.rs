//! What learners believe, by chapter: the belief, what it predicts of a program, and the truth.

use super::Whole;
use super::claims::to_figure;
use crate::beliefs;
use crate::name::Name;
use crate::page::html::inline;
use crate::problem::Problem;

/// The list in Markdown: a heading a chapter, below it its beliefs.
///
/// # Errors
/// See [`beliefs::read`].
pub fn list(whole: &Whole) -> Result<String, Problem> {
    let beliefs = beliefs::read(whole)?;
    let mut list = String::new();
    for chapter in whole.chapters {
        let own = beliefs.iter().filter(|it| it.chapter == chapter.stem);
        let items: String = own
            .map(|belief| {
                format!(
                    "<li><p class=\"said\">“{}”</p><p><b>It predicts of {}:</b> {}</p>\
                     <p><b>The truth:</b> {}</p><p class=\"proof\">asked in {}</p></li>\n",
                    inline(&belief.says),
                    to_figure(&belief.program),
                    inline(&belief.predicts),
                    inline(&belief.truth),
                    to_question(&belief.question),
                )
            })
            .collect();
        if !items.is_empty() {
            list.push_str(&format!(
                "## {}\n\n<ul class=\"claims\">\n{items}</ul>\n\n",
                chapter.title
            ));
        }
    }
    Ok(list)
}

/// A question's name as a link to it: a quiz has an anchor of its own, a program's is its figure.
fn to_question(name: &Name) -> String {
    match name.within_chapter().starts_with("quiz/") {
        true => format!(
            "<a href=\"{}.html#{}\">{name}</a>",
            name.chapter(),
            name.example()
        ),
        false => to_figure(name),
    }
}
