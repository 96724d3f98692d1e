//! Pages that are made of the whole book: each stands for a directive of its own, alone on a line.
//!
//! ```text
//! {{#claims}}
//! ```
//!
//! becomes a list of every caption with the file that it speaks of and the test that proves it.
//! The words around it are the author's.

mod beliefs;
mod claims;
mod codes;
mod half_truths;
mod introduces;
mod numbers;

use crate::chapters::Chapter;
use crate::directive::code_spans;
use crate::problem::Problem;
use crate::project::{Programs, Project};

/// What can be made of the whole book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appendix {
    /// Every claim with its proof.
    Claims,
    /// Every error code with the programs that are refused with it.
    ErrorCodes,
    /// What learners believe, with the program that meets each belief.
    Beliefs,
    /// What is commonly said and not quite so.
    HalfTruths,
    /// What each chapter introduces.
    Introduces,
    /// How much of everything there is.
    Numbers,
}

impl Appendix {
    /// Every directive of this kind, by the word that stands in it.
    pub const ALL: [(&str, Appendix); 6] = [
        ("claims", Appendix::Claims),
        ("error_codes", Appendix::ErrorCodes),
        ("beliefs", Appendix::Beliefs),
        ("half_truths", Appendix::HalfTruths),
        ("introduces", Appendix::Introduces),
        ("numbers", Appendix::Numbers),
    ];

    /// The appendix of that word.
    pub fn named(word: &str) -> Option<Appendix> {
        let (_, appendix) = Appendix::ALL.iter().find(|(name, _)| *name == word)?;
        Some(*appendix)
    }
}

/// What an appendix is made of.
#[derive(Debug)]
pub struct Whole<'a> {
    /// The book.
    pub project: &'a Project,
    /// Its programs.
    pub programs: &'a Programs,
    /// Its chapters, in order.
    pub chapters: &'a [Chapter],
    /// The base of links to files, where the book knows one.
    pub repository: Option<&'a str>,
}

/// A page's text with its directives of this kind replaced by Markdown; none of them is left.
///
/// # Errors
/// When a program cannot be read, or has a code that the book does not explain.
pub fn fill(text: &str, whole: &Whole) -> Result<String, Problem> {
    let code = code_spans(text);
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim().strip_prefix("{{#");
        let word = word.and_then(|rest| rest.strip_suffix("}}"));
        let is_code = code.iter().any(|span| span.contains(&at));
        at += line.len();
        match word.and_then(Appendix::named).filter(|_| !is_code) {
            Some(Appendix::Claims) => filled.push_str(&claims::list(whole)),
            Some(Appendix::ErrorCodes) => filled.push_str(&codes::list(whole)?),
            Some(Appendix::Beliefs) => filled.push_str(&beliefs::list(whole)?),
            Some(Appendix::HalfTruths) => filled.push_str(&half_truths::list(whole)?),
            Some(Appendix::Introduces) => filled.push_str(&introduces::table(whole)?),
            Some(Appendix::Numbers) => filled.push_str(&numbers::table(whole)?),
            None => filled.push_str(line),
        }
    }
    Ok(filled)
}
