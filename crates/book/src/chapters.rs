//! The chapters of a book in the order of their list, with their titles and directives.
//!
//! What is generated from all chapters together (appendices, and who explains which term) needs
//! them side by side; a chapter that is only rendered does not come here.

use crate::directive::{Directive, parse_chapter};
use crate::problem::Problem;
use crate::project::Project;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The list of chapters.
pub const SUMMARY: &str = "src/SUMMARY.md";

/// One chapter, as its author wrote it.
#[derive(Debug)]
pub struct Chapter {
    /// Its title in the list of chapters, in Markdown.
    pub title: String,
    /// Its file relative to the root: `src/moves.md`.
    pub file: PathBuf,
    /// The first part of the names of its programs: `moves`.
    pub stem: String,
    /// Its Markdown.
    pub text: String,
    /// Its directives, in the order of the page.
    pub directives: Vec<Directive>,
    /// Whether it is one of the numbered chapters, and no front matter or appendix.
    pub is_numbered: bool,
}

/// Reads the chapters that `SUMMARY.md` lists, in its order.
///
/// # Errors
/// When a file cannot be read, or the first directive that is not written as it must be.
pub fn read(project: &Project) -> Result<Vec<Chapter>, Problem> {
    let summary = project.read(Path::new(SUMMARY))?;
    listed(&summary)
        .into_iter()
        .map(|it| {
            let title = summary[it.title.clone()].to_owned();
            chapter(project, it, title)
        })
        .collect()
}

/// A link in the list of chapters.
pub struct Listed {
    /// The file, relative to the root.
    pub file: PathBuf,
    /// Its title in the list, in bytes.
    pub title: Range<usize>,
    /// The link, in bytes.
    pub span: Range<usize>,
    /// Whether it stands in a list, whose pages mdBook numbers.
    pub is_numbered: bool,
}

/// What a list of chapters links to.
pub fn listed(summary: &str) -> Vec<Listed> {
    let mut listed = Vec::new();
    let mut link: Option<Listed> = None;
    let mut items = 0usize;
    for (event, span) in Parser::new(summary).into_offset_iter() {
        match (event, &mut link) {
            (Event::Start(Tag::Link { dest_url, .. }), _) => {
                link = Some(Listed {
                    file: Path::new("src").join(&*dest_url),
                    title: 0..0,
                    span,
                    is_numbered: items > 0,
                });
            }
            (Event::Start(Tag::Item), _) => items += 1,
            (Event::End(TagEnd::Item), _) => items = items.saturating_sub(1),
            (Event::End(TagEnd::Link), _) => listed.extend(link.take()),
            (_, Some(Listed { title, .. })) if title.end == 0 => *title = span,
            (_, Some(Listed { title, .. })) => title.end = span.end.max(title.end),
            _ => {}
        }
    }
    listed
}

fn chapter(project: &Project, listed: Listed, title: String) -> Result<Chapter, Problem> {
    let file = listed.file;
    let text = project.read(&file)?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.into_owned();
    let directives = parse_chapter(&text, &stem, &file)?;
    Ok(Chapter {
        title,
        file,
        stem,
        text,
        directives,
        is_numbered: listed.is_numbered,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_markdown() {
        let summary = "# Summary\n\n- [`Box<T>`, *owned*](boxes.md)\n  - [Moves](moves.md)\n";
        let file = |name| Path::new("src").join(name);
        let listed = listed(summary);
        let listed: Vec<_> = listed
            .into_iter()
            .map(|it| (it.file, summary[it.title].to_owned()))
            .collect();
        assert_eq!(
            listed,
            [
                (file("boxes.md"), "`Box<T>`, *owned*".to_owned()),
                (file("moves.md"), "Moves".to_owned())
            ]
        );
    }
}
