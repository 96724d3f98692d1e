//! Replaces directives by the figures of their programs.
//!
//! ```text
//! {{#listing assignment: Assigning a `String` moves it.}}
//! ```
//!
//! becomes
//!
//! ```text
//! <figure class="program listing" id="moves/assignment">…</figure>
//! ```
//!
//! All mistakes of a book are collected before the first is reported.

use crate::census;
use crate::directive::{Directive, Kind, parse_chapter};
use crate::error_codes;
use crate::facts::{self, Show};
use crate::page;
use crate::problem::{Problem, Problems};
use crate::project::{self, Project};
use anyhow::Result;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::path::Path;

/// The preprocessor for `{{#listing …}}` and `{{#forbidden …}}`.
pub struct Programs {
    show: Show,
}

impl Programs {
    /// Its name in `book.toml`.
    pub const NAME: &'static str = "programs";

    /// `show` says whether facts that wait to be accepted are shown.
    pub fn new(show: Show) -> Programs {
        Programs { show }
    }
}

impl Preprocessor for Programs {
    fn name(&self) -> &str {
        Programs::NAME
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let project = Project::at(&context.root)?;
        let programs = project.programs()?;
        let html = context.config.html_config().unwrap_or_default();
        let chapters = Chapters {
            project: &project,
            programs: &programs,
            show: self.show,
            repository: html.git_repository_url.as_deref(),
        };
        let mut problems = Vec::new();
        book.for_each_mut(|item| {
            let BookItem::Chapter(chapter) = item else {
                return;
            };
            let Some(path) = &chapter.source_path else {
                return;
            };
            let file = Path::new("src").join(path);
            match chapters.expand(&chapter.content, &file) {
                Ok(content) => chapter.content = content,
                Err(mut found) => problems.append(&mut found),
            }
        });
        Ok(Problems::none_or(problems, book)?)
    }
}

/// What it takes to expand a chapter.
struct Chapters<'a> {
    project: &'a Project,
    programs: &'a project::Programs,
    show: Show,
    repository: Option<&'a str>,
}

impl Chapters<'_> {
    /// A chapter's Markdown with figures in place of its directives.
    fn expand(&self, text: &str, file: &Path) -> Result<String, Vec<Problem>> {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let directives = parse_chapter(text, &stem, file).map_err(|problem| vec![problem])?;
        let mut expanded = String::with_capacity(text.len());
        let mut problems = Vec::new();
        let mut from = 0;
        for directive in &directives {
            expanded.push_str(&text[from..directive.span.start]);
            from = directive.span.end;
            match self.figure(directive, file) {
                Ok(figure) => expanded.push_str(&figure),
                Err(problem) => problems.push(problem),
            }
        }
        expanded.push_str(&text[from..]);
        if problems.is_empty() {
            Ok(expanded)
        } else {
            Err(problems)
        }
    }

    fn figure(&self, directive: &Directive, file: &Path) -> Result<String, Problem> {
        let name = &directive.name;
        census::check_directive(self.programs, directive, file)?;
        match directive.kind {
            Kind::Listing => {
                let shown = facts::listing(self.project, self.show, name)?;
                Ok(page::listing(directive, &shown, self.repository))
            }
            Kind::Forbidden => {
                let (program, words) = facts::forbidden(self.project, self.show, name)?;
                let marker = program.marker.as_ref().ok_or_else(|| {
                    Problem::new(
                        Project::forbidden_file(name),
                        "does not say where it is rejected",
                        "write the line and the code as its last line, like `//~ 4: E0382`, \
                         then run `cargo test markers`",
                    )
                })?;
                let file = Project::forbidden_file(name);
                let meaning = error_codes::explain(&marker.code, &file, program.last_line)?;
                let story = facts::story(self.project, self.show, name)?;
                let repairs = directive
                    .repairs
                    .iter()
                    .map(|(repair, _)| facts::listing(self.project, self.show, repair))
                    .collect::<Result<Vec<_>, _>>()?;
                let rejected = page::Rejected {
                    program: &program,
                    marker,
                    meaning,
                    words: &words,
                    story: &story,
                    repairs: &repairs,
                };
                Ok(page::forbidden(directive, &rejected, self.repository))
            }
        }
    }
}
