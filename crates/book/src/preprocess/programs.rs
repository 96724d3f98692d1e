//! Replaces directives by the figures of their programs, and quizzes by their questions.
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
use crate::cpp;
use crate::directive::{Directive, Kind, parse_chapter};
use crate::error_codes;
use crate::facts::{self, Show};
use crate::facts::{Fact, Shown};
use crate::name::Name;
use crate::page;
use crate::pair;
use crate::problem::{Problem, Problems};
use crate::program::{Marker, Program};
use crate::project::{self, Project};
use crate::quiz::{self, Quiz};
use anyhow::Result;
use lens::story::Story;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The preprocessor for `{{#listing …}}`, `{{#forbidden …}}`, `{{#compare …}}`, `{{#cpp …}}` and quizzes.
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
            cpp: cpp::programs(&project)?,
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
    cpp: BTreeMap<Name, PathBuf>,
    show: Show,
    repository: Option<&'a str>,
}

/// Something in a chapter that a figure takes the place of.
enum Part {
    Directive(Directive),
    Quiz(Quiz),
    Cpp(cpp::Inclusion),
}

impl Part {
    fn span(&self) -> Range<usize> {
        match self {
            Part::Directive(directive) => directive.span.clone(),
            Part::Quiz(quiz) => quiz.span.clone(),
            Part::Cpp(inclusion) => inclusion.span.clone(),
        }
    }
}

impl Chapters<'_> {
    /// A chapter's Markdown with figures in place of its directives and quizzes.
    fn expand(&self, text: &str, file: &Path) -> Result<String, Vec<Problem>> {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let directives = parse_chapter(text, &stem, file).map_err(|problem| vec![problem])?;
        let quizzes = quiz::parse_chapter(text, &stem, file).map_err(|problem| vec![problem])?;
        let cpp = cpp::parse_chapter(text, &stem, file).map_err(|problem| vec![problem])?;
        let directives = directives.into_iter().map(Part::Directive);
        let mut parts: Vec<Part> = directives
            .chain(quizzes.into_iter().map(Part::Quiz))
            .chain(cpp.into_iter().map(Part::Cpp))
            .collect();
        parts.sort_by_key(|part| part.span().start);
        let codes = self.codes(&stem).map_err(|problem| vec![problem])?;
        let mut expanded = String::with_capacity(text.len());
        let mut problems = Vec::new();
        let mut from = 0;
        for part in &parts {
            expanded.push_str(&text[from..part.span().start]);
            from = part.span().end;
            let html = match part {
                Part::Directive(directive) => self.figure(directive, &codes, file),
                Part::Quiz(quiz) => self.quiz(quiz, file),
                Part::Cpp(inclusion) => cpp::check(&self.cpp, inclusion, file)
                    .and_then(|()| cpp::shown(self.project, &inclusion.name)),
            };
            match html {
                Ok(html) => expanded.push_str(&html),
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

    /// The codes with which programs of a chapter are rejected, one for each program.
    fn codes(&self, chapter: &str) -> Result<Vec<String>, Problem> {
        let here = self.programs.forbidden.iter();
        let mut codes = Vec::new();
        for (_, file) in here.filter(|(name, _)| name.chapter() == chapter) {
            codes.extend(self.project.program(file)?.marker.map(|marker| marker.code));
        }
        Ok(codes)
    }

    fn figure(
        &self,
        directive: &Directive,
        codes: &[String],
        file: &Path,
    ) -> Result<String, Problem> {
        let name = &directive.name;
        census::check_directive(self.programs, directive, file)?;
        match directive.kind {
            Kind::Listing => {
                let shown = facts::listing(self.project, self.show, name)?;
                let choices =
                    page::choices(name, page::pretended(name, codes), error_codes::all()?);
                Ok(page::listing(directive, &shown, &choices, self.repository))
            }
            Kind::Forbidden => {
                let facts = self.refused(name, &directive.repairs)?;
                let choices = page::choices(name, &facts.marker.code, error_codes::all()?);
                let rejected = facts.rejected()?;
                Ok(page::forbidden(
                    directive,
                    &rejected,
                    &choices,
                    self.repository,
                ))
            }
            Kind::Compare => {
                pair::check_distance(self.project, self.programs, directive, file)?;
                self.pair(directive)
            }
        }
    }

    fn pair(&self, directive: &Directive) -> Result<String, Problem> {
        let partner = directive.partner.as_ref().unwrap_or(&directive.name);
        let names = [&directive.name, partner];
        let mut sides = Vec::new();
        for name in names {
            sides.push(match self.programs.forbidden.contains_key(name) {
                true => Either::Refused(self.refused(name, &directive.repairs)?),
                false => Either::Runs(facts::listing(self.project, self.show, name)?),
            });
        }
        let sides = sides.iter().map(|side| match side {
            Either::Runs(shown) => Ok(page::Side::Runs(shown)),
            Either::Refused(facts) => facts.rejected().map(page::Side::Refused),
        });
        let sides = sides.collect::<Result<Vec<_>, Problem>>()?;
        Ok(page::compare(
            directive,
            names,
            [&sides[0], &sides[1]],
            self.repository,
        ))
    }

    fn refused(&self, name: &Name, repairs: &[(Name, String)]) -> Result<Refused, Problem> {
        let (program, words) = facts::forbidden(self.project, self.show, name)?;
        let file = Project::forbidden_file(name);
        let marker = program.marker.clone().ok_or_else(|| {
            Problem::new(
                &file,
                "does not say where it is rejected",
                "write the line and the code as its last line, like `//~ 4: E0382`, \
                 then run `cargo test markers`",
            )
        })?;
        let story = facts::story(self.project, self.show, name)?;
        let repairs = repairs
            .iter()
            .map(|(repair, _)| facts::listing(self.project, self.show, repair))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Refused {
            name: name.clone(),
            program,
            marker,
            words,
            story,
            repairs,
        })
    }

    fn quiz(&self, quiz: &Quiz, file: &Path) -> Result<String, Problem> {
        let checked = quiz::check(self.project, self.programs, quiz, file)?;
        // The text behind the block may follow without an empty line, which HTML would swallow.
        Ok(format!("{}\n\n", page::quiz(quiz, &checked)))
    }
}

/// The facts of one program of a pair.
enum Either {
    Runs(Shown),
    Refused(Refused),
}

/// The facts of a program that is rejected.
struct Refused {
    name: Name,
    program: Program,
    marker: Marker,
    words: Fact<String>,
    story: Fact<Story>,
    repairs: Vec<Shown>,
}

impl Refused {
    /// The same for a page, with what the code means.
    fn rejected(&self) -> Result<page::Rejected<'_>, Problem> {
        let file = Project::forbidden_file(&self.name);
        let meaning = error_codes::explain(&self.marker.code, &file, self.program.last_line)?;
        Ok(page::Rejected {
            program: &self.program,
            marker: &self.marker,
            meaning,
            words: &self.words,
            story: &self.story,
            repairs: &self.repairs,
        })
    }
}
