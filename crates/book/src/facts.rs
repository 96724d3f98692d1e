//! Reads the facts that a page shows: the committed ones, and while serving those not accepted yet.

use crate::name::Name;
use crate::problem::Problem;
use crate::program::Program;
use crate::project::Project;
use crate::record::Record;
use lens::story::Story;
use std::path::Path;

/// Which facts to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Those that are committed, which is what a published book shows.
    Committed,
    /// Where a program was changed while serving, its new ones.
    Newest,
}

/// A fact, and whether its author has accepted it.
#[derive(Debug)]
pub struct Fact<T> {
    /// The fact itself.
    pub value: T,
    /// False for what was asked while serving and differs from the committed fact.
    pub accepted: bool,
}

/// A runnable program with what it left.
#[derive(Debug)]
pub struct Shown {
    /// Its text.
    pub program: Program,
    /// What running it left.
    pub record: Fact<Record>,
    /// Its story.
    pub story: Fact<Story>,
}

/// A listing with what it prints.
///
/// # Errors
/// When the program or its snapshot is missing or cannot be read.
pub fn listing(project: &Project, show: Show, name: &Name) -> Result<Shown, Problem> {
    let file = Project::listing_file(name);
    let program = project.program(&file)?;
    let snapshot = Project::snapshot_file(name);
    let record = fact(project, show, name, &snapshot, "what it prints", |text| {
        Record::parse(text)
            .ok_or_else(|| Problem::new(&snapshot, "is no record of a run", bless(name)))
    })?;
    let story = story(project, show, name)?;
    Ok(Shown {
        program,
        record,
        story,
    })
}

/// A forbidden program with rustc's words on it.
///
/// # Errors
/// When the program or its `.stderr` is missing or cannot be read.
pub fn forbidden(
    project: &Project,
    show: Show,
    name: &Name,
) -> Result<(Program, Fact<String>), Problem> {
    let file = Project::forbidden_file(name);
    let program = project.program(&file)?;
    let stderr = Project::stderr_file(name);
    let words = fact(
        project,
        show,
        name,
        &stderr,
        "rustc's words on it",
        |text| Ok(text.to_owned()),
    )?;
    Ok((program, words))
}

/// The story of a program.
///
/// # Errors
/// When it is missing or cannot be read.
pub fn story(project: &Project, show: Show, name: &Name) -> Result<Fact<Story>, Problem> {
    let file = Project::story_file(name);
    fact(project, show, name, &file, "its story", |text| {
        Story::from_json(text).map_err(|error| Problem::new(&file, error.to_string(), bless(name)))
    })
}

/// The text of the fact at `file`, or the one that waits to be accepted.
fn fact<T>(
    project: &Project,
    show: Show,
    name: &Name,
    file: &Path,
    noun: &str,
    parse: impl Fn(&str) -> Result<T, Problem>,
) -> Result<Fact<T>, Problem> {
    let waiting = project.unaccepted_file(file);
    if show == Show::Newest && waiting.is_file() {
        let text = crate::problem::read_text(&waiting, &waiting)?;
        return Ok(Fact {
            value: parse(&text)?,
            accepted: false,
        });
    }
    if !project.root().join(file).is_file() {
        return Err(Problem::new(
            file,
            format!("`{name}` has no record of {noun}"),
            bless(name),
        ));
    }
    let text = project.read(file)?;
    Ok(Fact {
        value: parse(without_header(&text))?,
        accepted: true,
    })
}

/// A fact as it is committed, as text; `None` when there is none.
pub fn committed(project: &Project, file: &Path) -> Option<String> {
    let text = project.read(file).ok()?;
    Some(without_header(&text).to_owned())
}

/// The text of a snapshot file, as insta writes it for the proof that compares it.
pub fn snapshot(proof: &str, text: &str) -> String {
    format!("---\nsource: tests/{proof}\n---\n{text}")
}

/// The text behind insta's header, which stands between two lines of dashes.
fn without_header(text: &str) -> &str {
    text.strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(text, |(_, body)| body)
}

fn bless(name: &Name) -> String {
    format!("run `cargo run -- bless {name}`")
}
