//! What went wrong, where, and the command that mends it.
//!
//! Every error that an author can cause is a [`Problem`], so that all of them read alike; `main`
//! is the one place that prints them.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that is wrong with the book, said in one paragraph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file to look at, relative to the book's root where it lies in it.
    pub file: PathBuf,
    /// The line in that file, counted from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong: lower case, no full stop.
    pub what: String,
    /// What to do, ending with a command where one does it.
    pub fix: String,
}

impl Problem {
    /// A problem with a file as a whole.
    pub fn new(file: impl AsRef<Path>, what: impl Into<String>, fix: impl Into<String>) -> Problem {
        Problem {
            file: file.as_ref().to_path_buf(),
            line: None,
            what: what.into(),
            fix: fix.into(),
        }
    }

    /// The same problem, at a line counted from 1.
    pub fn at(mut self, line: usize) -> Problem {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let file = spelled(&self.file);
        match self.line {
            Some(line) => write!(out, "`{file}:{line}`: ")?,
            None => write!(out, "`{file}`: ")?,
        }
        // Words of rustc end with an empty line, behind which the fix stands by itself.
        let join = if self.what.ends_with('\n') { "" } else { "; " };
        write!(out, "{}{join}{}", self.what, self.fix)
    }
}

impl std::error::Error for Problem {}

/// Several problems, found in one look.
#[derive(Debug)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// `value` if `problems` is empty.
    ///
    /// # Errors
    /// The problems, sorted by file and line.
    pub fn none_or<T>(mut problems: Vec<Problem>, value: T) -> Result<T, Problems> {
        if problems.is_empty() {
            return Ok(value);
        }
        problems.sort();
        problems.dedup();
        Err(Problems(problems))
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for (place, problem) in self.0.iter().enumerate() {
            if place > 0 {
                write!(out, "\nerror: ")?;
            }
            write!(out, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Reads a text file of the book; `file` is what the error calls it.
///
/// # Errors
/// When the file cannot be read or is not UTF-8.
pub fn read_text(path: &Path, file: &Path) -> Result<String, Problem> {
    let bytes = std::fs::read(path).map_err(|error| {
        Problem::new(
            file,
            format!("cannot be read: {error}"),
            "check its name and its permissions",
        )
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let line = line_at(error.as_bytes(), error.utf8_error().valid_up_to());
        Problem::new(file, "is not UTF-8 text", "save the file as UTF-8").at(line)
    })
}

/// A path in one spelling on every system, so that messages can be compared and pages are the same.
pub fn spelled(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// The line of a byte position in a text, counted from 1.
pub fn line_at(text: &[u8], byte: usize) -> usize {
    1 + text[..byte].iter().filter(|byte| **byte == b'\n').count()
}

/// The known name nearest to `name`, if one is near enough to be meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

/// ` (did you mean `…`?)` where a name is near, else nothing.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        let known = ["assignment", "use_after_move"];
        assert_eq!(nearest("asignment", known), Some("assignment"));
        assert_eq!(nearest("use_after_moves", known), Some("use_after_move"));
        assert_eq!(nearest("zebra", known), None);
    }

    #[test]
    fn a_problem_is_one_paragraph_with_its_place_and_its_fix() {
        let problem = Problem::new("src/moves.md", "is lost", "run `look`").at(7);
        assert_eq!(problem.to_string(), "`src/moves.md:7`: is lost; run `look`");
        let problem = Problem::new("a.rs", "does not compile:\n\nerror\n\n", "correct it");
        assert_eq!(
            problem.to_string(),
            "`a.rs`: does not compile:\n\nerror\n\ncorrect it"
        );
    }
}
