//! What the proofs share: the book itself, its site, and one named test a program.

pub mod first_view;
pub mod html;
pub mod site;

use book::name::Name;
use book::problem::Problem;
use book::project::{Programs, Project};
use libtest_mimic::{Arguments, Failed, Trial};
use std::panic::catch_unwind;
use std::path::Path;
use std::process::ExitCode;

/// The book that this workspace is.
///
/// # Panics
/// When it has moved since this was compiled.
pub fn book() -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Project::at(&root).expect("the workspace is where it was compiled")
}

/// Its programs.
///
/// # Panics
/// With the problem, when they cannot be listed.
pub fn programs() -> Programs {
    book()
        .programs()
        .unwrap_or_else(|problem| panic!("{problem}"))
}

/// Fails with these problems, if there are any; `what` they have in common.
///
/// # Panics
/// With all of them, each as an author would read it.
pub fn none(problems: Result<Vec<Problem>, Problem>, what: &str) {
    let mut problems = problems.unwrap_or_else(|problem| vec![problem]);
    problems.sort();
    let told: Vec<String> = problems
        .iter()
        .map(|problem| format!("error: {problem}"))
        .collect();
    let count = told.len();
    assert!(
        told.is_empty(),
        "{what} ({count}):\n\n{}\n",
        told.join("\n")
    );
}

/// Runs one test a name; what `kind` says stands before the name in the report.
pub fn each<'a>(
    kind: impl Fn(&Name) -> String,
    names: impl Iterator<Item = &'a Name>,
    prove: fn(&Name) -> Result<(), String>,
) -> ExitCode {
    let mut names: Vec<&Name> = names.collect();
    // So start the tests of every harness, from which `slowest.rs` knows how long each took.
    names.sort_by_cached_key(|name| name.to_string());
    let trials = names
        .into_iter()
        .cloned()
        .map(|name| {
            let kind = kind(&name);
            Trial::test(name.to_string(), move || prove(&name).map_err(Failed::from))
                .with_kind(kind)
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Compares a fact with the snapshot at `file`, relative to the root.
///
/// # Errors
/// When they differ, with the command that accepts the new one; insta prints the difference.
pub fn is_accepted(name: &Name, file: &Path, fact: &str) -> Result<(), String> {
    let snapshot = book().root().join(file);
    let compare = || {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(snapshot.parent().unwrap_or(Path::new("")));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let stem = snapshot.file_stem().unwrap_or_default().to_string_lossy();
        settings.bind(|| insta::assert_snapshot!(stem.as_ref(), fact));
    };
    catch_unwind(compare).map_err(|_| {
        format!(
            "{name} is not what `{}` says; if what it is now is right, accept it: \
             cargo run -- bless {name}",
            file.display()
        )
    })
}
