//! The figure of a program that runs.

use super::choices::Choices;
use super::code;
use super::commands::commands;
use super::explorer::explorer;
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
    // Under a question the code that asks has the buttons already.
    let has_buttons = !directive.predict;
    let name = &directive.name;
    let known = known(name, shown, has_buttons, directive.explore, repository);
    if directive.predict {
        let truth = Truth::Prints(&shown.record.value.stdout);
        let answer = format!("{VERDICT}{}{known}", claim(directive));
        return asked(directive, &shown.program, choices, &truth, &answer);
    }
    told(directive, "listing", &known)
}

/// All that is known of a program that runs; `is_open` says whether its memory is shown at once.
pub fn known(
    name: &Name,
    shown: &Shown,
    has_buttons: bool,
    is_open: bool,
    repository: Option<&str>,
) -> String {
    let pictures = Pictures::new(name, &shown.story.value);
    let marks = code::Marks {
        spans: pictures.variables(&shown.program.source),
        ..code::Marks::default()
    };
    let mut code = code::program(&shown.program, &marks, &|lines| pictures.lanes(lines));
    if has_buttons {
        code = code::with_buttons(&code);
    }
    let prints = prints(&shown.record.value);
    unaccepted(name, shown.record.accepted && shown.story.accepted)
        + &explorer(&pictures, &shown.program, &code, &prints, is_open)
        + &commands(name, Kind::Listing, repository)
}
