//! Quizzes: questions that stand as a small block in a chapter.
//!
//! ````text
//! ```quiz last_use
//! In which line is the ticket of the printer dropped?
//! program: closing_time
//! line: drops printer
//!
//! ( ) line 6
//!     The last use reads the ticket and drops nothing.
//! (x) line 10
//!     The scope of `printer` ends at this brace.
//! ( ) else
//!     A value is dropped where the scope of its owner ends.
//! ```
//! ````
//!
//! Prose is the author's word; whatever else an option says is compared with facts, which other
//! proofs compare with rustc and with a run of the program.

mod check;
mod claims;
mod option;
mod parse;

pub use check::{Checked, all, check};
pub use parse::parse_chapter;

use crate::name::Name;
use std::ops::Range;

/// One question with its options.
#[derive(Debug)]
pub struct Quiz {
    /// `moves/quiz/old_name`.
    pub name: Name,
    /// The question, in Markdown.
    pub question: String,
    /// The program that it is about, as the author calls it.
    pub program: Option<Said>,
    /// What happens in the line that is asked for.
    pub claim: Option<(Claim, usize)>,
    /// How it is answered.
    pub kind: Kind,
    /// The options in the author's order, which is the right order of [`Kind::Order`].
    pub options: Vec<Choice>,
    /// Where it stands in the chapter's text, in bytes.
    pub span: Range<usize>,
    /// Its first line, counted from 1.
    pub line: usize,
}

/// The ways to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One option is right.
    One,
    /// Any number of options are right.
    Several,
    /// One line of a program is right.
    Line,
    /// The options are to be put in order.
    Order,
}

/// A word of the author, and the line on which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The word.
    pub word: String,
    /// Its line in the chapter, counted from 1.
    pub line: usize,
}

/// One option.
#[derive(Debug)]
pub struct Choice {
    /// Whether the author calls it right.
    pub right: bool,
    /// What it says.
    pub says: Says,
    /// Why it is right or wrong, in Markdown.
    pub why: String,
    /// Its line in the chapter, counted from 1.
    pub line: usize,
}

/// What an option says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Words, in Markdown. Nothing checks them.
    Prose(String),
    /// Lines that a program prints: all of them, or in an order one of them.
    Output(String),
    /// A line of the program, counted from 1.
    Line(usize),
    /// Any line that no other option names.
    Else,
    /// That a program compiles, or that it is refused.
    Verdict {
        /// The program as the author calls it.
        program: String,
        /// Which of the two is said.
        compiles: bool,
    },
    /// That a variable is dropped.
    Drop(String),
}

/// What may be asked of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// rustc refuses it.
    Refused,
    /// The value of this variable is moved away.
    Moves(String),
    /// The value of this variable is dropped.
    Drops(String),
    /// Memory that this variable owns is freed.
    Frees(String),
}
