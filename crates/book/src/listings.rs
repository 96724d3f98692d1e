//! Asks what the listings print: builds them with cargo, runs them, records the answers.
//!
//! One `cargo build` serves them all, since starting cargo costs far more than running a listing.

use crate::name::Name;
use crate::problem::Problem;
use crate::project::Project;
use crate::record::{Record, STACK_OVERFLOW, has_overflowed, normalize_stderr};
use playground::{Bounds, Ending};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Listings that cargo has built, or refused to.
pub struct Built {
    /// By cargo example, `moves-assignment`.
    outcomes: HashMap<String, Outcome>,
    /// What cargo said beside its messages; the reason where a listing has no outcome.
    cargo_said: String,
}

#[derive(Default)]
struct Outcome {
    executable: Option<PathBuf>,
    errors: String,
    warnings: String,
}

/// Builds these listings, or every listing where `names` is empty.
///
/// # Errors
/// When cargo cannot be started. A listing that does not compile is an error of [`Built::run`].
pub fn build(project: &Project, names: &[Name]) -> Result<Built, Problem> {
    let mut cargo = cargo(project);
    cargo.args([
        "build",
        "--package",
        "listings",
        "--message-format",
        "json",
        "--keep-going",
    ]);
    if names.is_empty() {
        cargo.arg("--examples");
    }
    for name in names {
        cargo.args(["--example", &name.example()]);
    }
    let output = cargo.output().map_err(|error| {
        Problem::new(
            "examples",
            format!("cargo cannot be started: {error}"),
            "install Rust",
        )
    })?;
    let mut outcomes: HashMap<String, Outcome> = HashMap::new();
    let messages = String::from_utf8_lossy(&output.stdout);
    for message in messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        if message["target"]["kind"][0] != "example" {
            continue;
        }
        let example = message["target"]["name"].as_str().unwrap_or_default();
        let outcome = outcomes.entry(example.to_owned()).or_default();
        let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
        // The closing count of warnings or errors points at no place.
        let has_place = message["message"]["spans"]
            .as_array()
            .is_some_and(|s| !s.is_empty());
        match message["reason"].as_str() {
            Some("compiler-artifact") => {
                outcome.executable = message["executable"].as_str().map(PathBuf::from);
            }
            Some("compiler-message") if has_place => match message["message"]["level"].as_str() {
                Some("warning") => outcome.warnings.push_str(rendered),
                _ => outcome.errors.push_str(rendered),
            },
            _ => {}
        }
    }
    let cargo_said = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(Built {
        outcomes,
        cargo_said,
    })
}

impl Built {
    /// Runs one listing and records what it did.
    ///
    /// # Errors
    /// When it does not compile, does not end, prints without end, or prints what is no text.
    pub fn run(&self, name: &Name) -> Result<Record, Problem> {
        let file = Project::listing_file(name);
        let accept = format!("correct it, then run `cargo run -- bless {name}`");
        let wrong = |what: String| Problem::new(&file, what, &accept);

        let outcome = self.outcomes.get(&name.example());
        let errors = outcome.map_or("", |outcome| &outcome.errors);
        let Some(executable) = outcome.and_then(|outcome| outcome.executable.as_deref()) else {
            let said = if errors.is_empty() {
                &self.cargo_said
            } else {
                errors
            };
            return Err(wrong(format!(
                "does not compile:\n\n{}\n\n",
                said.trim_end()
            )));
        };
        let warnings = outcome.map_or("", |outcome| &outcome.warnings);
        let run = playground::run(quiet(executable), Bounds::PROGRAM)
            .map_err(|error| wrong(format!("cannot be run: {error}")))?;
        let text = |stream: &str, bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .map(|text| text.replace("\r\n", "\n"))
                .map_err(|_| wrong(format!("prints bytes to {stream} that are not UTF-8")))
        };
        let stderr = normalize_stderr(&text("stderr", run.stderr)?);
        let exit_status = match run.ending {
            Ending::Exited(status) if status.success() => None,
            // A signal on one system is a number on another.
            Ending::Exited(_) if has_overflowed(&stderr) => Some(STACK_OVERFLOW.to_owned()),
            Ending::Exited(status) => Some(
                status
                    .code()
                    .map_or_else(|| status.to_string(), |code| code.to_string()),
            ),
            stopped => return Err(wrong(stopped.to_string())),
        };
        Ok(Record {
            stdout: text("stdout", run.stdout)?,
            stderr,
            exit_status,
            // Without its last empty line, which would end the HTML of the page.
            warnings: warnings.trim_end().to_owned() + if warnings.is_empty() { "" } else { "\n" },
        })
    }
}

/// The cargo that started us, or the one on the path, working for this book.
pub fn cargo(project: &Project) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(project.root());
    command
}

/// A command for a listing, with nothing in its environment that would change what it prints.
fn quiet(executable: &Path) -> Command {
    let mut command = Command::new(executable);
    command.env("RUST_BACKTRACE", "0");
    command
}
