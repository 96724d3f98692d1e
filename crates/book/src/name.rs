//! The one name that a program has everywhere: `moves/assignment`.
//!
//! It is the file under `examples/` or `tests/forbidden/`, the directive in the chapter, the
//! snapshot, the anchor on the page, the test's name, the cargo example and the argument of the
//! author's commands.

use std::fmt;
use std::str::FromStr;

/// `chapter/program`, or `chapter/program/repair`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The chapter, which is also the stem of its page.
    pub fn chapter(&self) -> &str {
        self.parts().next().unwrap_or_default()
    }

    /// The last part: what a directive calls it.
    pub fn last(&self) -> &str {
        self.parts().next_back().unwrap_or_default()
    }

    /// What follows the chapter: `assignment`, `use_after_move/clone`.
    pub fn within_chapter(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, within)| within)
    }

    /// For a repair, the name of the program that it repairs.
    pub fn repaired(&self) -> Option<Name> {
        let (program, _) = self.0.rsplit_once('/')?;
        program.contains('/').then(|| Name(program.to_owned()))
    }

    /// Whether this is the twin of a forbidden program that shows what would happen if it were
    /// allowed, written with raw pointers; it lies among the repairs and is none.
    pub fn is_what_if(&self) -> bool {
        self.repaired().is_some() && self.last() == "what_if"
    }

    /// Whether this is `name`, or a repair of it.
    pub fn is_within(&self, name: &str) -> bool {
        self.0
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// A name one level below this one.
    ///
    /// # Errors
    /// See [`Name::from_str`].
    pub fn join(&self, part: &str) -> Result<Name, String> {
        format!("{}/{part}", self.0).parse()
    }

    /// The name of the cargo example: `moves-assignment`.
    pub fn example(&self) -> String {
        self.0.replace('/', "-")
    }

    /// The arguments of `book new` that begin this program; `forbidden` for one to be rejected.
    pub fn begin(&self, forbidden: bool) -> String {
        let (chapter, last) = (self.chapter(), self.last());
        match self.repaired() {
            Some(repaired) => format!("new {chapter}/{last} --repairs {}", repaired.last()),
            None if forbidden => format!("new {self} --forbidden"),
            None => format!("new {self}"),
        }
    }

    /// The name as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parts(&self) -> std::str::Split<'_, char> {
        self.0.split('/')
    }
}

impl FromStr for Name {
    type Err = String;

    /// Parses `moves/assignment`; the error says what a name may be.
    fn from_str(text: &str) -> Result<Name, String> {
        let parts = text.split('/').count();
        if (2..=3).contains(&parts) && text.split('/').all(is_word) {
            Ok(Name(text.to_owned()))
        } else {
            Err(format!(
                "`{text}` is not a name; a name is `chapter/program`, or `chapter/program/repair` \
                 for a repair, each part lower-case letters, digits and `_`, with a letter first"
            ))
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Whether `part` may stand in a name. A hyphen may not: in the cargo example it is the slash.
pub fn is_word(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_lowercase())
        && part
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repair_knows_what_it_repairs() {
        let repair: Name = "moves/use_after_move/clone".parse().expect("a name");
        assert_eq!(repair.chapter(), "moves");
        assert_eq!(repair.last(), "clone");
        assert_eq!(repair.example(), "moves-use_after_move-clone");
        assert_eq!(
            repair.repaired().expect("a program").as_str(),
            "moves/use_after_move"
        );

        let listing: Name = "moves/assignment".parse().expect("a name");
        assert_eq!(listing.repaired(), None);
    }

    #[test]
    fn names_that_could_not_be_files_or_examples_are_refused() {
        for bad in [
            "moves",
            "a/b/c/d",
            "moves/",
            "Moves/a",
            "moves/a-b",
            "moves/1a",
            "../a",
            "",
        ] {
            assert!(bad.parse::<Name>().is_err(), "`{bad}` was taken for a name");
        }
    }
}
