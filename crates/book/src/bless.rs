//! `book bless`: asks again, and accepts what the programs print and what rustc says.
//!
//! Only a fact that differs is written; `git diff` is the review.

use crate::cpp::{self, Compiler};
use crate::facts;
use crate::listings;
use crate::name::Name;
use crate::problem::{Problem, did_you_mean};
use crate::project::{Programs, Project};
use crate::record::Record;
use crate::rejection;
use crate::stamp::Stamps;
use crate::story;
use playground::Rustc;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What accepting did.
#[derive(Debug, Default)]
pub struct Blessed {
    /// Facts that were written, relative to the root: whether each is new.
    pub changed: BTreeMap<PathBuf, bool>,
    /// How many facts were right already.
    pub unchanged: usize,
    /// C++ programs that were left as they are, since this machine has no compiler for them.
    pub left: Vec<Name>,
    /// Programs whose facts could not be accepted.
    pub problems: Vec<Problem>,
}

/// Accepts the facts of every program within `what`: a chapter, a program, or everything.
/// `progress` is told what is about to take its time.
///
/// # Errors
/// An unknown name, or a tool that cannot be started.
pub fn bless(
    project: &Project,
    what: Option<&str>,
    progress: &dyn Fn(&str),
) -> Result<Blessed, Problem> {
    let programs = project.programs()?;
    let cpp = cpp::programs(project)?;
    let cpp: Vec<&Name> = cpp
        .keys()
        .filter(|name| what.is_none_or(|what| name.is_within(what)))
        .collect();
    let mut chosen = choose(&programs, what, !cpp.is_empty())?;
    let rustc = rejection::compiler(project)?;
    let stamps = Stamps::new(project, &rustc, &[]);
    let mut blessed = Blessed::default();
    bless_cpp(project, &rustc, &cpp, &mut blessed, progress)?;
    chosen.retain(|name| {
        let files = files(&programs, name);
        let is_fresh = stamps.is_fresh(name, &files);
        // All of its files but the program itself are facts.
        blessed.unchanged += if is_fresh { files.len() - 1 } else { 0 };
        !is_fresh
    });
    if chosen.is_empty() {
        return Ok(blessed);
    }
    progress(&format!("asking about {} programs", chosen.len()));
    bless_listings(project, &programs, &chosen, &mut blessed)?;
    progress("comparing rustc's words (the first time, this builds trybuild)");
    bless_forbidden(project, &rustc, &programs, &chosen, &mut blessed)?;
    // Of a program that is not as it should be there is no story to accept.
    let is_right = |blessed: &Blessed, name: &Name| {
        let files = files(&programs, name);
        !blessed.problems.iter().any(|it| files.contains(&it.file))
    };
    chosen.retain(|name| is_right(&blessed, name));
    progress(&format!("asking for {} stories", chosen.len()));
    bless_stories(project, &rustc, &chosen, &mut blessed)?;
    for name in chosen {
        if is_right(&blessed, name) {
            stamps.keep(name, &files(&programs, name));
        }
    }
    Ok(blessed)
}

/// The program and its facts, relative to the root.
fn files(programs: &Programs, name: &Name) -> Vec<PathBuf> {
    let (program, fact) = match programs.forbidden.contains_key(name) {
        true => (Project::forbidden_file(name), Project::stderr_file(name)),
        false => (Project::listing_file(name), Project::snapshot_file(name)),
    };
    vec![program, fact, Project::story_file(name)]
}

/// The names within `what`, among which there may be none if `others` has some.
fn choose<'a>(
    programs: &'a Programs,
    what: Option<&str>,
    others: bool,
) -> Result<Vec<&'a Name>, Problem> {
    let chosen: Vec<&Name> = programs
        .names()
        .filter(|name| what.is_none_or(|what| name.is_within(what)))
        .collect();
    if let (true, Some(what)) = (chosen.is_empty() && !others, what) {
        let near = did_you_mean(
            what,
            programs
                .names()
                .flat_map(|name| [name.chapter(), name.as_str()]),
        );
        let what = format!("there is no program or chapter `{what}`{near}");
        return Err(Problem::new(
            "examples",
            what,
            "name one, or none to accept everything",
        ));
    }
    Ok(chosen)
}

/// Runs the chosen listings and writes the snapshots that differ.
fn bless_listings(
    project: &Project,
    programs: &Programs,
    chosen: &[&Name],
    blessed: &mut Blessed,
) -> Result<(), Problem> {
    let names: Vec<Name> = programs
        .runnable()
        .filter(|name| chosen.contains(name))
        .cloned()
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let built = listings::build(project, &names)?;
    for (name, record) in on_all_cores(&names, |name| run_twice(&built, name)) {
        match record {
            Ok(record) => {
                let file = Project::snapshot_file(name);
                accept(project, file, "listings.rs", &record.to_text(), blessed)?;
            }
            Err(problem) => blessed.problems.push(problem),
        }
    }
    Ok(())
}

/// Asks for the stories of the chosen programs and writes the snapshots that differ.
fn bless_stories(
    project: &Project,
    rustc: &Rustc,
    chosen: &[&Name],
    blessed: &mut Blessed,
) -> Result<(), Problem> {
    for (name, story) in on_all_cores(chosen, |name| story_twice(project, rustc, name)) {
        match story {
            Ok(story) => {
                let file = Project::story_file(name);
                accept(project, file, "stories.rs", &story, blessed)?;
            }
            Err(problem) => blessed.problems.push(problem),
        }
    }
    Ok(())
}

/// Asks what the chosen C++ programs do and writes the reports that differ.
fn bless_cpp(
    project: &Project,
    rustc: &Rustc,
    chosen: &[&Name],
    blessed: &mut Blessed,
    progress: &dyn Fn(&str),
) -> Result<(), Problem> {
    if chosen.is_empty() {
        return Ok(());
    }
    let Some(compiler) = Compiler::find() else {
        blessed.left.extend(chosen.iter().copied().cloned());
        return Ok(());
    };
    let tools: Vec<PathBuf> = compiler.path().into_iter().collect();
    let stamps = Stamps::new(project, rustc, &tools);
    let files = |name: &Name| [cpp::source_file(name), cpp::report_file(name)];
    // A C++ program may have the name of a Rust program, and so needs a stamp of another.
    let stamp = |name: &Name| format!("{}/{name}", cpp::WORD).parse::<Name>().ok();
    let mut changed = Vec::new();
    for name in chosen.iter().copied() {
        match stamp(name).is_some_and(|stamp| stamps.is_fresh(&stamp, &files(name))) {
            true => blessed.unchanged += 1,
            false => changed.push(name),
        }
    }
    if !changed.is_empty() {
        progress(&format!("asking about {} C++ programs", changed.len()));
    }
    for (name, report) in on_all_cores(&changed, |name| compiler.report_twice(project, name)) {
        let [_, file] = files(name);
        match report {
            Err(problem) => blessed.problems.push(problem),
            Ok(report) => {
                let held = project.read(&file).ok();
                if held.as_ref() == Some(&report) {
                    blessed.unchanged += 1;
                } else {
                    project.write(&file, &report)?;
                    blessed.changed.insert(file, held.is_none());
                }
                if let Some(stamp) = stamp(name) {
                    stamps.keep(&stamp, &files(name));
                }
            }
        }
    }
    Ok(())
}

/// Writes a snapshot that differs; `proof` is the test that compares it.
fn accept(
    project: &Project,
    file: PathBuf,
    proof: &str,
    text: &str,
    blessed: &mut Blessed,
) -> Result<(), Problem> {
    let held = facts::committed(project, &file);
    let _ = fs::remove_file(project.unaccepted_file(&file));
    if held.as_deref() == Some(text) {
        blessed.unchanged += 1;
    } else {
        project.write(&file, &facts::snapshot(proof, text))?;
        blessed.changed.insert(file, held.is_none());
    }
    Ok(())
}

/// Does `work` for each name, on all cores, and gives the results by name.
fn on_all_cores<N, R>(names: &[N], work: impl Fn(&N) -> R + Sync) -> BTreeMap<&N, R>
where
    N: Ord + Sync,
    R: Send,
{
    let next = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = work(name);
                    results
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(name, result);
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Asks for a story twice, since a fact that differs from run to run is none.
fn story_twice(project: &Project, rustc: &Rustc, name: &Name) -> Result<String, Problem> {
    let told = story::fact(project, rustc, name)?;
    if story::fact(project, rustc, name)? == told {
        return Ok(told);
    }
    let what = "does something else in memory each time it runs (have threads wait for each other)";
    let fix = format!("correct it, then run `cargo run -- bless {name}`");
    Err(Problem::new(story::file(project, name), what, fix))
}

/// Runs a listing twice, since a fact that differs from run to run is none.
fn run_twice(built: &listings::Built, name: &Name) -> Result<Record, Problem> {
    let record = built.run(name)?;
    if built.run(name)? == record {
        return Ok(record);
    }
    let what = "prints something else each time it runs (print what stays the same, such as a \
                comparison of two addresses)";
    let fix = format!("correct it, then run `cargo run -- bless {name}`");
    Err(Problem::new(Project::listing_file(name), what, fix))
}

/// Has trybuild write the words that differ, for those programs whose marker is right.
fn bless_forbidden(
    project: &Project,
    rustc: &Rustc,
    programs: &Programs,
    chosen: &[&Name],
    blessed: &mut Blessed,
) -> Result<(), Problem> {
    let chosen = programs
        .forbidden
        .keys()
        .filter(|name| chosen.contains(name));
    let mut held = BTreeMap::new();
    for name in chosen {
        match rejection::marked(project, rustc, name) {
            Ok(_) => {
                let file = Project::stderr_file(name);
                held.insert(name, facts::committed(project, &file));
            }
            Err(problem) => blessed.problems.push(problem),
        }
    }
    if held.is_empty() {
        return Ok(());
    }
    let output = listings::cargo(project)
        .args(["test", "--quiet", "--package", "forbidden", "--", "--exact"])
        .args(held.keys().map(|name| name.as_str()))
        .env("TRYBUILD", "overwrite")
        .output()
        .map_err(|error| {
            Problem::new(
                "tests/forbidden",
                format!("cargo cannot be started: {error}"),
                "install Rust",
            )
        })?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        let what = format!(
            "trybuild failed:\n\n{}\n\n",
            String::from_utf8_lossy(&said).trim()
        );
        return Err(Problem::new(
            "tests/forbidden",
            what,
            "correct it and run this again",
        ));
    }
    for (name, held) in held {
        let file = Project::stderr_file(name);
        if facts::committed(project, &file) == held {
            blessed.unchanged += 1;
        } else {
            blessed.changed.insert(file, held.is_none());
        }
        let _ = fs::remove_file(project.unaccepted_file(&Project::stderr_file(name)));
    }
    Ok(())
}
