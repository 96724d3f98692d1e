//! The recorded program: the original with text put in, and the recorder.
//!
//! Input and output, shortened:
//!
//! ```text
//! let name = String::from("Ada");
//! let name = String::from("Ada"); let __lens_1 = (&At(addr_of!(name))).bind("name"); step(1);
//! ```

use crate::edit::{Edited, Origin};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The recorder's source, a whole library crate of its own or the body of a module.
pub const SUPPORT: &str = concat!(
    include_str!("support/recorder.rs.txt"),
    include_str!("support/places.rs.txt"),
    include_str!("support/printing.rs.txt"),
    include_str!("support/allocator.rs.txt"),
    include_str!("support/state.rs.txt"),
    include_str!("support/values.rs.txt"),
    include_str!("support/readers.rs.txt"),
    include_str!("support/pointers.rs.txt"),
    include_str!("support/cells.rs.txt"),
    include_str!("support/wrappers.rs.txt"),
);

/// The name that [`SUPPORT`] must be compiled under.
pub const LIBRARY: &str = "lens_support";

/// The environment variable that names the file for the record. The file must not exist yet.
pub const VARIABLE: &str = "LENS_RECORD";

/// A program that records itself.
#[derive(Debug)]
pub struct Recording {
    edited: Edited,
    /// Which question to the compiler an edit put in.
    questions: BTreeMap<usize, usize>,
    /// Questions that it has refused.
    refused: BTreeSet<usize>,
    left: Vec<NotRecorded>,
}

/// What is not recorded, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRecorded {
    /// The line, counted from 1.
    pub line: usize,
    /// One sentence without its full stop.
    pub words: String,
}

impl fmt::Display for NotRecorded {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.words)
    }
}

impl std::error::Error for NotRecorded {}

/// Rewrites a program into one that records itself. Lines stay where they are.
///
/// # Errors
/// When no such program can be made: there is no `main`, the library's foundation is missing
/// (`#![no_std]`), or the program brings an allocator of its own.
pub fn record(source: &Source) -> Result<Recording, NotRecorded> {
    rewrite(source, BTreeSet::new())
}

fn rewrite(source: &Source, refused: BTreeSet<usize>) -> Result<Recording, NotRecorded> {
    let rewritten = super::rewrite::rewrite(source, &refused)?;
    Ok(Recording {
        edited: rewritten.edits.apply(source.text(), 0..source.text().len()),
        questions: rewritten.questions,
        refused,
        left: rewritten.left,
    })
}

impl Recording {
    /// The program; it must be linked with the library [`LIBRARY`], made from [`SUPPORT`].
    pub fn program(&self) -> String {
        format!("{}\nextern crate {LIBRARY} as __lens;\n", self.edited.text)
    }

    /// The program with the recorder inside, as one file.
    pub fn whole(&self) -> String {
        format!("{}\nmod __lens {{\n{SUPPORT}}}\n", self.edited.text)
    }

    /// The parts of the program that run without being recorded.
    pub fn left(&self) -> &[NotRecorded] {
        &self.left
    }

    /// What the recorded program wrote on standard error, as the program itself would have written
    /// it: a panic names the column at which it stands in the program that was recorded.
    pub fn words(&self, source: &Source, words: &str) -> String {
        let line = |line: &str| {
            let placed = line.find(" panicked at ").and_then(|before| {
                let mut parts = line.trim_end().strip_suffix(':')?.rsplitn(3, ':');
                let column = parts.next()?.parse().ok()?;
                let number = parts.next()?.parse().ok()?;
                let begin = parts.next().filter(|begin| begin.len() > before)?;
                let column = self.column(source, number, column)?;
                Some(format!("{begin}:{number}:{column}:\n"))
            });
            placed.unwrap_or_else(|| line.to_owned())
        };
        words.split_inclusive('\n').map(line).collect()
    }

    /// The column of the program that became this one; both count letters from 1.
    fn column(&self, source: &Source, line: usize, column: usize) -> Option<usize> {
        let text = &self.edited.text;
        let before = text.split_inclusive('\n').take(line.checked_sub(1)?);
        let begin: usize = before.map(str::len).sum();
        let letters = text.get(begin..)?.char_indices();
        let (within, _) = letters.take(column).nth(column.checked_sub(1)?)?;
        let original = self.edited.original(begin + within)?;
        let before = source.text().get(..original)?;
        let line = before.rsplit('\n').next()?;
        Some(line.chars().count() + 1)
    }

    /// The same program, with less asked of the compiler, after it has rejected this one.
    ///
    /// Asking whether a type has a reader can fix a type too early that rustc would have found out
    /// later, and before the edition of 2024 what is left of a tail may hold a parameter. `places` are byte positions in the program at which an error was reported; `None` when
    /// none of them is a question that can be left out.
    pub fn refused(&self, source: &Source, places: &[usize]) -> Option<Recording> {
        let at = |place: &usize| match self.edited.origin(*place) {
            Some(Origin::Inserted(edit)) => self.questions.get(&edit).copied(),
            _ => None,
        };
        let mut refused = self.refused.clone();
        refused.extend(places.iter().filter_map(at));
        if refused.len() == self.refused.len() {
            return None;
        }
        rewrite(source, refused).ok()
    }
}
