//! The figure of a program that rustc rejects.

use super::choices::Choices;
use super::code;
use super::commands::commands;
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
    let (code, known) = known(&directive.name, &directive.repairs, it, repository);
    if directive.predict {
        let truth = Truth::Refused(it.marker.line);
        let answer = format!("{verdict}{}{code}{known}", claim(directive));
        return asked(directive, it.program, choices, &truth, &answer);
    }
    told(
        directive,
        "forbidden",
        &format!("{verdict}{}{known}", code::with_buttons(&code)),
    )
}

/// The code of the program with its marks, and all else that is known of it; its repairs have
/// captions.
pub fn known(
    name: &Name,
    captions: &[(Name, String)],
    it: &Rejected,
    repository: Option<&str>,
) -> (String, String) {
    let story = &it.story.value;
    let pictures = Pictures::new(name, story);
    let marks = places::marks(name, &it.program.source, story, it.marker.line);
    let code = code::program(it.program, &marks, &|lines| pictures.lanes(lines));
    let captions = captions.iter().zip(it.repairs);
    let shown: Vec<Repair> = captions
        .map(|((name, caption), shown)| Repair {
            name,
            caption,
            shown,
        })
        .collect();
    let rest = unaccepted(name, it.words.accepted && it.story.accepted)
        + &places::told(name, story)
        + &pictures.explained()
        + &whole(&it.words.value)
        + &commands(name, Kind::Forbidden, repository)
        + &repairs(it.program, &shown, repository);
    (code, rest)
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
