//! What each chapter introduces: its terms, and the features of the language that its programs show.

use super::Whole;
use crate::features;
use crate::glossary;
use crate::page::html::inline;
use crate::problem::Problem;

/// A table in HTML, a row a chapter that introduces anything, in the order of the book.
///
/// # Errors
/// When the glossary or the table of features cannot be read.
pub fn table(whole: &Whole) -> Result<String, Problem> {
    let terms = glossary::read(whole.chapters)?;
    let features = features::read(whole.project, whole.chapters)?;
    let mut table = String::from(
        "<table class=\"introduces\"><thead><tr><th scope=\"col\">chapter</th>\
         <th scope=\"col\">terms</th><th scope=\"col\">in programs</th></tr></thead><tbody>\n",
    );
    for chapter in whole.chapters {
        let own = terms.iter().filter(|it| it.chapter == chapter.stem);
        let terms: Vec<String> = own
            .map(|it| format!("<a href=\"glossary.html#{}\">{}</a>", it.anchor(), it.name))
            .collect();
        let own = features.iter().filter(|it| it.chapter == chapter.stem);
        let features: Vec<String> = own.map(|it| inline(&it.name)).collect();
        if !terms.is_empty() || !features.is_empty() {
            table.push_str(&format!(
                "<tr><th scope=\"row\"><a href=\"{}.html\">{}</a></th><td>{}</td><td>{}</td></tr>\n",
                chapter.stem,
                inline(&chapter.title),
                terms.join(", "),
                features.join(", ")
            ));
        }
    }
    Ok(table + "</tbody></table>\n")
}
