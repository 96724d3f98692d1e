//! The figure of a program that rustc rejects.

use super::choices::Choices;
use super::code;
use super::commands::commands;
use super::explorer::explorer;
use super::figure::{claim, told, unaccepted};
use super::html::{error_code, inline};
use super::output::said;
use super::picture::Pictures;
use super::places;
use super::predict::{Truth, asked};
use super::repairs::{Repair, repairs};
use crate::directive::{Directive, Kind};
use crate::error_codes::ErrorCode;
use crate::facts::{Fact, Shown};
use crate::name::Name;
use crate::program::{Marker, Program};
use lens::story::Story;

/// A rejected program with all that is known of it.
#[derive(Debug)]
pub struct Rejected<'a> {
    /// Its text.
    pub program: &'a Program,
    /// Where it is rejected, and as what.
    pub marker: &'a Marker,
    /// What that code means.
    pub meaning: &'a ErrorCode,
    /// rustc's words.
    pub words: &'a Fact<String>,
    /// Its story.
    pub story: &'a Fact<Story>,
    /// Its repairs, and its twin, in the directive's order.
    pub repairs: &'a [Shown],
}

/// The figure of a program that rustc rejects. A reader who predicts is offered `choices`;
/// `repository` is the base of links to files.
pub fn forbidden(
    directive: &Directive,
    it: &Rejected,
    choices: &Choices,
    repository: Option<&str>,
) -> String {
    let verdict = verdict(it.marker, it.meaning);
    let known = known(directive, &directive.name, it, repository);
    if directive.predict {
        let truth = Truth::Refused(it.marker.line);
        let answer = format!("{verdict}{}{known}", claim(directive));
        return asked(directive, it.program, choices, &truth, &answer);
    }
    told(directive, "forbidden", &format!("{verdict}{known}"))
}

/// All that is known of the program `name` of a directive, and its repairs.
pub fn known(
    directive: &Directive,
    name: &Name,
    it: &Rejected,
    repository: Option<&str>,
) -> String {
    let story = &it.story.value;
    let pictures = Pictures::new(name, story);
    let mut marks = places::marks(name, &it.program.source, story, it.marker.line);
    marks.spans.extend(pictures.variables(&it.program.source));
    let mut code = code::program(it.program, &marks, &|lines| pictures.lanes(lines));
    // Under a question the code that asks has them already.
    if !directive.predict {
        code = code::with_buttons(&code);
    }
    let below = places::told(name, story);
    let code = explorer(&pictures, it.program, &code, &below, false);
    let captions = directive.repairs.iter().zip(it.repairs);
    let shown: Vec<Repair> = captions
        .map(|((name, caption), shown)| Repair {
            name,
            caption,
            shown,
        })
        .collect();
    unaccepted(name, it.words.accepted && it.story.accepted)
        + &code
        + &whole(&it.words.value)
        + &repairs(it.program, &shown, repository)
        + &commands(name, Kind::Forbidden, repository)
}

/// Where it is refused, and what the code of the error means.
pub fn verdict(marker: &Marker, meaning: &ErrorCode) -> String {
    format!(
        "<p class=\"verdict rejected\">✗ Rejected at line {}</p>\
         <p class=\"meaning\">{}: {}</p>",
        marker.line,
        error_code(&marker.code),
        inline(&meaning.sentence),
    )
}

/// All that rustc says, folded: what matters of it stands on the code already.
fn whole(words: &str) -> String {
    format!(
        "<details class=\"whole\"><summary>rustc’s words, whole</summary>{}</details>",
        said("rustc’s words", words)
    )
}
