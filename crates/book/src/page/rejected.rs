//! The figure of a program that rustc rejects.

use super::code;
use super::commands::commands;
use super::figure::{asked, claim, told, unaccepted};
use super::html::{error_code, inline};
use super::output::said;
use super::picture::Pictures;
use super::places;
use super::repairs::{Repair, repairs};
use crate::directive::{Directive, Kind};
use crate::error_codes::ErrorCode;
use crate::facts::{Fact, Shown};
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

/// The figure of a program that rustc rejects. `repository` is the base of links to files.
pub fn forbidden(directive: &Directive, it: &Rejected, repository: Option<&str>) -> String {
    let name = &directive.name;
    let story = &it.story.value;
    let pictures = Pictures::new(name, story);
    let marks = places::marks(name, &it.program.source, story, it.marker.line);
    let code = code::program(it.program, &marks, &|lines| pictures.lanes(lines));
    let captions = directive.repairs.iter().zip(it.repairs);
    let shown: Vec<Repair> = captions
        .map(|((name, caption), shown)| Repair {
            name,
            caption,
            shown,
        })
        .collect();
    let verdict = verdict(it.marker, it.meaning);
    let answer = unaccepted(name, it.words.accepted && it.story.accepted)
        + &places::told(name, story)
        + &pictures.explained()
        + &whole(&it.words.value)
        + &repairs(it.program, &shown, repository)
        + &commands(name, Kind::Forbidden, repository);
    if directive.predict {
        let plain = code::program(it.program, &code::Marks::default(), &code::alone);
        let answer = format!("{verdict}{}{code}{answer}", claim(directive));
        return asked(directive, &plain, &answer);
    }
    told(directive, "forbidden", &format!("{verdict}{code}{answer}"))
}

/// Where it is refused, and what the code of the error means.
fn verdict(marker: &Marker, meaning: &ErrorCode) -> String {
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
