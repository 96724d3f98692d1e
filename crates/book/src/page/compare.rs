//! The figure of a pair: two programs that differ in a line or two, one prediction each.
//!
//! ```text
//! <figure class="program asked pair" id="owners/inner_block">…
//!   <div class="sides"><section>…code…</section><section>…code…</section></div>
//!   <predict-form data-question="owners/inner_block">…</predict-form>
//!   <details class="answer" data-first="refused" data-second="compiles">…</details></figure>
//! ```
//!
//! The lines that differ are marked alike in both, and neither name is shown before the answer, since
//! the name of a repair would tell.

use super::code::{self, LineMark, Marks};
use super::figure::claim;
use super::html::{error_code, inline};
use super::listing::{self, VERDICT};
use super::output::prints;
use super::predict::verdict;
use super::rejected::{self, Rejected};
use crate::directive::Directive;
use crate::facts::Shown;
use crate::name::Name;
use crate::program::Program;
use similar::{ChangeTag, TextDiff};

const QUESTION: &str = "Two programs, almost the same. Which of them compile?";

/// One program of a pair with its facts.
#[derive(Debug)]
pub enum Side<'a> {
    /// It compiles.
    Runs(&'a Shown),
    /// rustc refuses it.
    Refused(Rejected<'a>),
}

impl Side<'_> {
    fn program(&self) -> &Program {
        match self {
            Side::Runs(shown) => &shown.program,
            Side::Refused(rejected) => rejected.program,
        }
    }

    fn verdict(&self) -> &'static str {
        match self {
            Side::Runs(_) => "compiles",
            Side::Refused(_) => "refused",
        }
    }
}

/// The figure of a pair, whose programs are `names`. `repository` is the base of links to files.
pub fn compare(
    directive: &Directive,
    names: [&Name; 2],
    sides: [&Side; 2],
    repository: Option<&str>,
) -> String {
    const PLACES: [&str; 2] = ["First program", "Second program"];
    let differing = differing(&sides[0].program().source, &sides[1].program().source);
    let mut codes = String::new();
    let mut results = String::new();
    let mut wholes = String::new();
    for (at, side) in sides.into_iter().enumerate() {
        let place = PLACES[at];
        let marks = Marks {
            lines: differing[at]
                .iter()
                .map(|line| (*line, differs()))
                .collect(),
            ..Marks::default()
        };
        let code = code::program(side.program(), &marks, &code::alone);
        codes.push_str(&format!(
            "<section><p class=\"label\">{place}</p>{code}</section>"
        ));
        // The figure has the anchor of the first.
        let anchor = match at {
            0 => String::new(),
            _ => format!(" id=\"{}\"", names[1]),
        };
        results.push_str(&format!(
            "<section{anchor}><p class=\"label\">{place}</p>{}</section>",
            result(side)
        ));
        wholes.push_str(&format!(
            "<details class=\"whole-program\"><summary>{place} in full: <code>{}</code></summary>{}</details>",
            names[at],
            whole(directive, names[at], side, repository)
        ));
    }
    format!(
        "<figure class=\"program asked pair\" id=\"{id}\">\
         <figcaption><p class=\"question\">{QUESTION}</p></figcaption>\
         <div class=\"sides\">{codes}</div>\
         <predict-form data-question=\"{id}\"><form class=\"asking\">{}{}\
         <p class=\"act\"><button type=\"submit\">Compare with rustc</button></p></form>\
         <div class=\"score\" role=\"status\"></div></predict-form>\
         <details class=\"answer\" data-first=\"{}\" data-second=\"{}\">\
         <summary>Answer</summary>{}<div class=\"sides\">{results}</div>{wholes}\
         </details></figure>",
        verdict("first", "Does the first compile?"),
        verdict("second", "Does the second compile?"),
        sides[0].verdict(),
        sides[1].verdict(),
        claim(directive),
        id = directive.name,
    )
}

/// What came of one program, in short.
fn result(side: &Side) -> String {
    match side {
        Side::Runs(shown) => format!("{VERDICT}{}", prints(&shown.record.value)),
        Side::Refused(rejected) => format!(
            "<p class=\"verdict rejected\">✗ Refused at line {}: {}</p><p class=\"meaning\">{}</p>",
            rejected.marker.line,
            error_code(&rejected.marker.code),
            inline(&rejected.meaning.reason),
        ),
    }
}

/// All that is known of one program.
fn whole(directive: &Directive, name: &Name, side: &Side, repository: Option<&str>) -> String {
    match side {
        Side::Runs(shown) => listing::known(name, shown, true, false, repository),
        Side::Refused(rejected) => rejected::known(directive, name, rejected, repository),
    }
}

fn differs() -> LineMark {
    LineMark {
        differs: true,
        ..LineMark::default()
    }
}

/// The lines of either text that are not in the other, counted from 1.
fn differing(first: &str, second: &str) -> [Vec<usize>; 2] {
    let mut lines = [Vec::new(), Vec::new()];
    for change in TextDiff::from_lines(first, second).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {}
            ChangeTag::Delete => lines[0].extend(change.old_index().map(|it| it + 1)),
            ChangeTag::Insert => lines[1].extend(change.new_index().map(|it| it + 1)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_that_differ_are_found_on_both_sides() {
        assert_eq!(
            differing("a\nb\nc\n", "a\nB\nc\nd\n"),
            [vec![2], vec![2, 4]]
        );
    }
}
