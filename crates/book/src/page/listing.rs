//! The figure of a program that runs.

use super::code;
use super::commands::commands;
use super::explorer::explorer;
use super::figure::{asked, claim, told, unaccepted};
use super::output::prints;
use super::picture::Pictures;
use crate::directive::{Directive, Kind};
use crate::facts::Shown;

/// The figure of a program that runs. `repository` is the base of links to files.
pub fn listing(directive: &Directive, shown: &Shown, repository: Option<&str>) -> String {
    let name = &directive.name;
    let pictures = Pictures::new(name, &shown.story.value);
    let marks = code::Marks {
        spans: pictures.variables(&shown.program.source),
        ..code::Marks::default()
    };
    let mut code = code::program(&shown.program, &marks, &|lines| pictures.lanes(lines));
    // Under a question the code that asks has them already.
    if !directive.predict {
        code = code::with_buttons(&code);
    }
    let prints = prints(&shown.record.value);
    let answer = unaccepted(name, shown.record.accepted && shown.story.accepted)
        + &explorer(&pictures, &shown.program, &code, &prints, directive.explore)
        + &commands(name, Kind::Listing, repository);
    if directive.predict {
        let verdict = "<p class=\"verdict compiles\">✓ It compiles.</p>";
        let plain = code::program(&shown.program, &code::Marks::default(), &code::alone);
        let answer = format!("{verdict}{}{answer}", claim(directive));
        return asked(directive, &plain, &answer);
    }
    told(directive, "listing", &answer)
}
