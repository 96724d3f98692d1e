//! What a chapter shows of the whole book: generated appendices, and links to the glossary.
//!
//! It runs behind the preprocessor of programs, so that figures are HTML by now: what the compiler
//! and the captions say takes no links.

use super::terms;
use crate::appendix::{self, Whole};
use crate::chapters;
use crate::glossary;
use crate::problem::Problems;
use crate::project::Project;
use anyhow::Result;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

/// The preprocessor for `{{#claims}}` and its like, and for the terms of the glossary.
pub struct Appendices;

impl Appendices {
    /// Its name in `book.toml`.
    pub const NAME: &'static str = "appendices";
}

impl Preprocessor for Appendices {
    fn name(&self) -> &str {
        Appendices::NAME
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let project = Project::at(&context.root)?;
        let programs = project.programs()?;
        let chapters = chapters::read(&project)?;
        let terms = glossary::read(&chapters)?;
        let html = context.config.html_config().unwrap_or_default();
        let whole = Whole {
            project: &project,
            programs: &programs,
            chapters: &chapters,
            repository: html.git_repository_url.as_deref(),
        };
        let mut problems = Vec::new();
        book.for_each_mut(|item| {
            let BookItem::Chapter(chapter) = item else {
                return;
            };
            let stem = chapter.source_path.as_ref().and_then(|it| it.file_stem());
            let Some(stem) = stem.map(|stem| stem.to_string_lossy().into_owned()) else {
                return;
            };
            match appendix::fill(&chapter.content, &whole) {
                Ok(text) if stem == glossary::STEM => {
                    chapter.content = glossary::shown(&text, &terms);
                }
                Ok(text) => chapter.content = terms::link(&text, &stem, &terms),
                Err(problem) => problems.push(problem),
            }
        });
        Ok(Problems::none_or(problems, book)?)
    }
}
