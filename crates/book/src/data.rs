//! Tables on the book as a whole that authors write by hand, in TOML, with the line of each word.
//!
//! They lie under `crates/book/data/` and are read when the book is built. A book without such a
//! table has none of what it would say.

use crate::chapters::Chapter;
use crate::name::Name;
use crate::problem::{Problem, did_you_mean, line_at};
use crate::project::{Programs, Project};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The folder of the tables, relative to the root.
pub const FOLDER: &str = "crates/book/data";

/// A table with the text that it was read from.
#[derive(Debug)]
pub struct Table<T> {
    /// Its file, relative to the root.
    pub file: PathBuf,
    /// What it says.
    pub value: T,
    text: String,
}

/// Reads the table `name`; where its file is missing, an empty one.
///
/// # Errors
/// When the file cannot be read, or is not such a table.
pub fn read<T: DeserializeOwned + Default>(
    project: &Project,
    name: &str,
) -> Result<Table<T>, Problem> {
    let file = Path::new(FOLDER).join(format!("{name}.toml"));
    if !project.root().join(&file).exists() {
        return Ok(Table {
            file,
            value: T::default(),
            text: String::new(),
        });
    }
    let text = project.read(&file)?;
    Ok(Table {
        value: parse(&text, &file)?,
        file,
        text,
    })
}

/// Reads the text of a table; `file` is what an error calls it.
///
/// # Errors
/// The first mistake, with its line.
pub fn parse<T: DeserializeOwned>(text: &str, file: &Path) -> Result<T, Problem> {
    toml::from_str(text).map_err(|error| {
        let fix = "write the table as the others are written";
        let problem = Problem::new(file, error.message(), fix);
        match error.span() {
            Some(span) => problem.at(line_at(text.as_bytes(), span.start)),
            None => problem,
        }
    })
}

impl<T> Table<T> {
    /// A problem with something that the table says, at its line.
    pub fn wrong<W>(&self, said: &Spanned<W>, what: String, fix: impl Into<String>) -> Problem {
        let line = line_at(self.text.as_bytes(), said.span().start);
        Problem::new(&self.file, what, fix).at(line)
    }

    /// The place of a chapter that the table names, in the order of the book.
    ///
    /// # Errors
    /// When there is no such chapter.
    pub fn place(&self, chapters: &[Chapter], stem: &Spanned<String>) -> Result<usize, Problem> {
        let word = stem.as_ref();
        let found = chapters.iter().position(|it| it.stem == *word);
        found.ok_or_else(|| {
            let near = did_you_mean(word, chapters.iter().map(|it| &*it.stem));
            let what = format!("there is no chapter `{word}`{near}");
            self.wrong(stem, what, "write the stem of its file, like `owners`")
        })
    }

    /// The program that the table names.
    ///
    /// # Errors
    /// When there is none.
    pub fn program(&self, programs: &Programs, name: &Spanned<String>) -> Result<Name, Problem> {
        let word = name.as_ref();
        let found = programs.names().find(|it| it.as_str() == word);
        found.cloned().ok_or_else(|| {
            let near = did_you_mean(word, programs.names().map(Name::as_str));
            let what = format!("there is no program `{word}`{near}");
            self.wrong(name, what, "write its whole name, like `owners/desk`")
        })
    }
}
