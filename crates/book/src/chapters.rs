//! The chapters of a book in the order of their list, with their titles and directives.
//!
//! What is generated from all chapters together (appendices, and who explains which term) needs
//! them side by side; a chapter that is only rendered does not come here.

use crate::directive::{Directive, parse_chapter};
use crate::problem::Problem;
use crate::project::Project;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::path::{Path, PathBuf};

/// One chapter, as its author wrote it.
#[derive(Debug)]
pub struct Chapter {
    /// Its title in the list of chapters, in Markdown's text.
    pub title: String,
    /// Its file relative to the root: `src/moves.md`.
    pub file: PathBuf,
    /// The first part of the names of its programs: `moves`.
    pub stem: String,
    /// Its Markdown.
    pub text: String,
    /// Its directives, in the order of the page.
    pub directives: Vec<Directive>,
}

/// Reads the chapters that `SUMMARY.md` lists, in its order.
///
/// # Errors
/// When a file cannot be read, or the first directive that is not written as it must be.
pub fn read(project: &Project) -> Result<Vec<Chapter>, Problem> {
    let summary = project.read(Path::new("src/SUMMARY.md"))?;
    let mut chapters = Vec::new();
    let mut link: Option<(PathBuf, String)> = None;
    for event in Parser::new(&summary) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                link = Some((Path::new("src").join(&*dest_url), String::new()));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, title)) = &mut link {
                    title.push_str(&text);
                }
            }
            Event::End(TagEnd::Link) => {
                if let Some((file, title)) = link.take() {
                    chapters.push(chapter(project, file, title)?);
                }
            }
            _ => {}
        }
    }
    Ok(chapters)
}

fn chapter(project: &Project, file: PathBuf, title: String) -> Result<Chapter, Problem> {
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
    })
}
