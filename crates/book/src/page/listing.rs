//! The figure of a program that runs.

use super::choices::Choices;
use super::code;
use super::commands::commands;
use super::figure::{claim, told, unaccepted};
use super::output::prints;
use super::picture::Pictures;
use super::predict::{Truth, asked};
use crate::directive::{Directive, Kind};
use crate::facts::Shown;
use crate::name::Name;

/// What rustc says of a program that runs.
pub const VERDICT: &str = "<p class=\"verdict compiles\">✓ It compiles.</p>";

/// The figure of a program that runs. A reader who predicts is offered `choices`; `repository` is
/// the base of links to files.
pub fn listing(
    directive: &Directive,
    shown: &Shown,
    choices: &Choices,
    repository: Option<&str>,
) -> String {
    let (code, known) = known(&directive.name, shown, repository);
    if directive.predict {
        let truth = Truth::Prints(&shown.record.value.stdout);
        let answer = format!("{VERDICT}{}{code}{known}", claim(directive));
        return asked(directive, &shown.program, choices, &truth, &answer);
    }
    told(
        directive,
        "listing",
        &format!("{}{known}", code::with_buttons(&code)),
    )
}

/// The code of the program with its lanes, and all else that is known of it.
pub fn known(name: &Name, shown: &Shown, repository: Option<&str>) -> (String, String) {
    let pictures = Pictures::new(name, &shown.story.value);
    let code = code::program(&shown.program, &code::Marks::default(), &|lines| {
        pictures.lanes(lines)
    });
    let memory = pictures.memory();
    let rest = unaccepted(name, shown.record.accepted && shown.story.accepted)
        + &prints(&shown.record.value)
        + &memory
        + &pictures.explained()
        + &commands(name, Kind::Listing, repository);
    (code, rest)
}
