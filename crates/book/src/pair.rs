//! Pairs: what `{{#compare A B: …}}` asks of its two programs.
//!
//! A pair shows that little decides: the programs differ in a line or two, so that a reader can see
//! what made the difference.

use crate::census::{begin, check_repairs};
use crate::directive::Directive;
use crate::name::Name;
use crate::page::distance;
use crate::problem::{Problem, did_you_mean};
use crate::project::{Programs, Project};
use std::path::Path;

/// In how many lines two programs of a pair may differ; a changed line counts in both.
const FEW: usize = 4;

/// Checks that a pair is one: two programs that exist, of which at most one is rejected, and that
/// has its repairs.
///
/// # Errors
/// What is not so.
pub fn check_partners(
    programs: &Programs,
    directive: &Directive,
    partner: &Name,
    file: &Path,
) -> Result<(), Problem> {
    let name = &directive.name;
    let wrong = |what: String, fix: &str| Err(Problem::new(file, what, fix).at(directive.line));
    for name in [name, partner] {
        let mut known = programs.names();
        if !known.any(|other| other == name) {
            let here = programs
                .names()
                .filter(|other| other.chapter() == name.chapter());
            let near = did_you_mean(name.within_chapter(), here.map(Name::within_chapter));
            return Err(Problem::new(
                file,
                format!("there is no program `{name}`{near}"),
                begin(name, false),
            )
            .at(directive.line));
        }
    }
    if name == partner {
        return wrong(
            format!("`{name}` is compared with itself"),
            "name another program",
        );
    }
    let rejected: Vec<&Name> = [name, partner]
        .into_iter()
        .filter(|name| programs.forbidden.contains_key(*name))
        .collect();
    match rejected[..] {
        [] if directive.repairs.is_empty() => Ok(()),
        [] => wrong(
            "neither program of this pair is rejected, so there is nothing to repair".into(),
            "remove the lines that begin with `-`",
        ),
        [rejected] => check_repairs(programs, directive, rejected, file),
        _ => wrong(
            format!("`{name}` and `{partner}` are both rejected, so the pair shows no difference"),
            "compare each with a program that compiles",
        ),
    }
}

/// Checks that two programs that are compared differ, and in a line or two only.
///
/// # Errors
/// When they do not, or one cannot be read.
pub fn check_distance(
    project: &Project,
    programs: &Programs,
    directive: &Directive,
    file: &Path,
) -> Result<(), Problem> {
    let Some(partner) = &directive.partner else {
        return Ok(());
    };
    let source = |name: &Name| {
        let file = match programs.forbidden.get(name) {
            Some(file) => file.clone(),
            None => Project::listing_file(name),
        };
        project.program(&file).map(|program| program.source)
    };
    let distance = distance(&source(&directive.name)?, &source(partner)?);
    if (1..=FEW).contains(&distance) {
        return Ok(());
    }
    let what = format!(
        "`{}` and `{partner}` differ in {distance} lines, those of both counted",
        directive.name
    );
    let fix = format!("let them differ in 1 to {FEW}, so that the reader sees what decides");
    Err(Problem::new(file, what, fix).at(directive.line))
}
