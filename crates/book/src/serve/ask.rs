//! Asks again about programs that were saved, and keeps answers that nobody has accepted yet.
//!
//! They lie in the target folder; only `book bless` touches the committed facts.

use crate::facts;
use crate::listings;
use crate::name::Name;
use crate::problem::Problem;
use crate::project::Project;
use crate::rejection;
use crate::story;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Forgets the answers of an earlier session.
pub fn forget(project: &Project) {
    // Where there are none, there is nothing to forget.
    let _ = fs::remove_dir_all(project.target().join("book/unaccepted"));
}

/// Asks about every program that is newer than its fact, or has none.
///
/// # Errors
/// The first program that gives no answer.
pub fn stale(project: &Project) -> Result<(), Problem> {
    let saved = |file: &Path| -> Option<SystemTime> {
        fs::metadata(project.root().join(file))
            .ok()?
            .modified()
            .ok()
    };
    ask_where(project, |program, fact| {
        saved(fact).is_none_or(|fact| saved(program) > Some(fact))
    })
}

/// Asks about those programs that are among the saved files.
///
/// # Errors
/// The first program that gives no answer.
pub fn changed(project: &Project, files: &[PathBuf]) -> Result<(), Problem> {
    ask_where(project, |program, _| {
        files.iter().any(|file| file == program)
    })
}

/// Asks about every program of which `chosen` says so, by its file and the file of its fact.
fn ask_where(project: &Project, chosen: impl Fn(&Path, &Path) -> bool) -> Result<(), Problem> {
    let programs = project.programs()?;
    let listings: Vec<Name> = programs
        .runnable()
        .filter(|name| chosen(&Project::listing_file(name), &Project::snapshot_file(name)))
        .cloned()
        .collect();
    if !listings.is_empty() {
        let built = listings::build(project, &listings)?;
        let rustc = rejection::compiler(project)?;
        for name in &listings {
            let answer = built.run(name)?.to_text();
            keep(project, &Project::snapshot_file(name), &answer)?;
            let story = story::fact(project, &rustc, name)?;
            keep(project, &Project::story_file(name), &story)?;
        }
    }
    let mut forbidden = programs
        .forbidden
        .keys()
        .filter(|name| chosen(&Project::forbidden_file(name), &Project::stderr_file(name)))
        .peekable();
    if forbidden.peek().is_some() {
        let rustc = rejection::compiler(project)?;
        for name in forbidden {
            let rejection = rejection::marked(project, &rustc, name)?;
            keep(project, &Project::stderr_file(name), &rejection.words)?;
            let story = story::fact(project, &rustc, name)?;
            keep(project, &Project::story_file(name), &story)?;
        }
    }
    Ok(())
}

/// Keeps an answer that differs from the committed fact, and drops one that no longer does.
fn keep(project: &Project, fact: &Path, answer: &str) -> Result<(), Problem> {
    let waiting = project.unaccepted_file(fact);
    if facts::committed(project, fact).as_deref() == Some(answer) {
        let _ = fs::remove_file(&waiting);
        return Ok(());
    }
    project.write(&waiting, answer)
}
