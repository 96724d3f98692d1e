//! Asks again about programs that were saved, and keeps answers that nobody has accepted yet.
//!
//! They lie in the target folder; only `book bless` touches the committed facts.

use crate::bless::compiler;
use crate::facts;
use crate::listings;
use crate::name::Name;
use crate::problem::Problem;
use crate::program::Program;
use crate::project::Project;
use crate::rejection;
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
    let programs = project.programs()?;
    let saved = |file: &Path| -> Option<SystemTime> {
        fs::metadata(project.root().join(file))
            .ok()?
            .modified()
            .ok()
    };
    let stale =
        |program: &Path, fact: &Path| saved(fact).is_none_or(|fact| saved(program) > Some(fact));
    let listings: Vec<Name> = programs
        .runnable()
        .filter(|name| stale(&Project::listing_file(name), &Project::snapshot_file(name)))
        .cloned()
        .collect();
    let forbidden: Vec<Name> = programs
        .forbidden
        .iter()
        .filter(|(name, file)| stale(file, &Project::stderr_file(name)))
        .map(|(name, _)| name.clone())
        .collect();
    ask(project, &listings, &forbidden)
}

/// Asks about those programs that are among the saved files.
///
/// # Errors
/// The first program that gives no answer.
pub fn changed(project: &Project, files: &[PathBuf]) -> Result<(), Problem> {
    let programs = project.programs()?;
    let listings: Vec<Name> = programs
        .runnable()
        .filter(|name| files.contains(&Project::listing_file(name)))
        .cloned()
        .collect();
    let forbidden: Vec<Name> = programs
        .forbidden
        .iter()
        .filter(|(_, file)| files.contains(file))
        .map(|(name, _)| name.clone())
        .collect();
    ask(project, &listings, &forbidden)
}

fn ask(project: &Project, listings: &[Name], forbidden: &[Name]) -> Result<(), Problem> {
    if !listings.is_empty() {
        let built = listings::build(project, listings)?;
        for name in listings {
            let answer = built.run(name)?.to_text();
            keep(project, name, &Project::snapshot_file(name), &answer)?;
        }
    }
    if !forbidden.is_empty() {
        let rustc = compiler(project)?;
        for name in forbidden {
            let file = Project::forbidden_file(name);
            let program = Program::parse(&project.read(&file)?, &file)?;
            let rejection = rejection::ask(project, &rustc, name)?;
            rejection::check_marker(&file, &program, &rejection)?;
            keep(project, name, &Project::stderr_file(name), &rejection.words)?;
        }
    }
    Ok(())
}

/// Keeps an answer that differs from the committed fact, and drops one that no longer does.
fn keep(project: &Project, name: &Name, fact: &Path, answer: &str) -> Result<(), Problem> {
    let waiting = project.unaccepted_file(name);
    if facts::committed(project, fact).as_deref() == Some(answer) {
        let _ = fs::remove_file(&waiting);
        return Ok(());
    }
    let kept = waiting
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&waiting, answer));
    kept.map_err(|error| {
        Problem::new(
            &waiting,
            format!("cannot be written: {error}"),
            "check the folder's permissions",
        )
    })
}
