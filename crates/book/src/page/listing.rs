//! The figure of a program that runs.

use super::code;
use super::commands::commands;
use super::figure::{asked, claim, told, unaccepted};
use super::output::prints;
use super::picture::Pictures;
use crate::directive::{Directive, Kind};
use crate::facts::Shown;

/// The figure of a program that runs. `repository` is the base of links to files.
pub fn listing(directive: &Directive, shown: &Shown, repository: Option<&str>) -> String {
    let name = &directive.name;
    let pictures = Pictures::new(name, &shown.story.value);
    let code = code::program(&shown.program, &code::Marks::default(), &|lines| {
        pictures.lanes(lines)
    });
    let memory = pictures.memory();
    let answer = unaccepted(name, shown.record.accepted && shown.story.accepted)
        + &prints(&shown.record.value)
        + &memory
        + &pictures.explained()
        + &commands(name, Kind::Listing, repository);
    if directive.predict {
        let verdict = "<p class=\"verdict compiles\">✓ It compiles.</p>";
        let plain = code::program(&shown.program, &code::Marks::default(), &code::alone);
        let answer = format!("{verdict}{}{code}{answer}", claim(directive));
        return asked(directive, &plain, &answer);
    }
    told(directive, "listing", &format!("{code}{answer}"))
}
