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

use crate::directive::{Directive, Kind, parse_chapter};
use crate::facts::{self, Show};
use crate::name::Name;
use crate::page;
use crate::problem::{Problem, Problems, did_you_mean};
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
        self.check_names(directive, file)?;
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
                let repairs = directive
                    .repairs
                    .iter()
                    .map(|(repair, _)| facts::listing(self.project, self.show, repair))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(page::forbidden(
                    directive,
                    &program,
                    marker,
                    &words,
                    &repairs,
                    self.repository,
                ))
            }
        }
    }

    /// Checks that the programs exist, and that a forbidden one names just the repairs it has.
    fn check_names(&self, directive: &Directive, file: &Path) -> Result<(), Problem> {
        let name = &directive.name;
        let wrong = |what: String, fix: String| Problem::new(file, what, fix).at(directive.line);
        let (known, other, right) = match directive.kind {
            Kind::Listing => (
                &self.programs.listings,
                &self.programs.forbidden,
                "forbidden",
            ),
            Kind::Forbidden => (&self.programs.forbidden, &self.programs.listings, "listing"),
        };
        if let Some(other) = other.get(name) {
            return Err(wrong(
                format!(
                    "`{name}` is of the other kind: it lies at `{}`",
                    other.display()
                ),
                format!("write `{{{{#{right} {}: CAPTION}}}}`", name.last()),
            ));
        }
        if !known.contains_key(name) {
            let near = did_you_mean(
                name.last(),
                known
                    .keys()
                    .filter(|other| other.chapter() == name.chapter())
                    .map(|other| other.last()),
            );
            return Err(wrong(
                format!("there is no program `{name}`{near}"),
                begin(name, directive.kind == Kind::Forbidden),
            ));
        }
        if directive.kind == Kind::Listing {
            return Ok(());
        }
        for (place, (repair, _)) in directive.repairs.iter().enumerate() {
            let named = |(other, _): &(Name, String)| other == repair;
            if directive.repairs[..place].iter().any(named) {
                return Err(wrong(
                    format!("the repair `{repair}` is named twice"),
                    "name it once".into(),
                ));
            }
            if !self.programs.repairs.contains_key(repair) {
                let known = self.programs.repairs_of(name).map(|repair| repair.last());
                let near = did_you_mean(repair.last(), known);
                return Err(wrong(
                    format!("there is no repair `{repair}`{near}"),
                    begin(repair, false),
                ));
            }
        }
        for repair in self.programs.repairs_of(name) {
            if !directive.repairs.iter().any(|(named, _)| named == repair) {
                return Err(wrong(
                    format!("the repair `{repair}` of `{name}` has no caption"),
                    format!(
                        "add the line `- {}: CAPTION` to the directive",
                        repair.last()
                    ),
                ));
            }
        }
        if directive.repairs.is_empty() {
            return Err(wrong(
                format!("`{name}` has no repair"),
                format!(
                    "begin one with `cargo run -- new {}/REPAIR --repairs {}`, and add the line \
                     that it prints to the directive",
                    name.chapter(),
                    name.last()
                ),
            ));
        }
        Ok(())
    }
}

/// What to do about a name that stands for no program.
fn begin(name: &Name, forbidden: bool) -> String {
    format!(
        "correct the name, or begin the program with `cargo run -- {}`",
        name.begin(forbidden)
    )
}
