//! Asks rustc why a forbidden program is rejected.
//!
//! trybuild, in the proofs, asks in its own way; here the same compiler is asked for the line and
//! the code, so that the marker in the program's text is compared independently of the words.

use crate::name::Name;
use crate::problem::Problem;
use crate::program::{Marker, Program};
use crate::project::Project;
use playground::{Bounds, Ending, Rustc};
use serde_json::Value;
use std::path::Path;

/// rustc's answer on one program.
#[derive(Debug)]
pub struct Rejection {
    /// Where each error is and which; an error without a code has an empty one.
    pub errors: Vec<Marker>,
    /// Everything said, rendered, as the `.stderr` beside the program has it.
    pub words: String,
}

/// The compiler that the book asks.
///
/// # Errors
/// When there is none.
pub fn compiler(project: &Project) -> Result<Rustc, Problem> {
    Rustc::find(project.root(), &project.target()).map_err(|error| {
        Problem::new(
            "rust-toolchain.toml",
            format!("rustc cannot be asked: {error}"),
            "install Rust",
        )
    })
}

/// Asks about a program, and checks that it is rejected where and as its marker says.
///
/// # Errors
/// When the program cannot be read or asked about, or its marker disagrees.
pub fn marked(project: &Project, rustc: &Rustc, name: &Name) -> Result<Rejection, Problem> {
    let file = Project::forbidden_file(name);
    let program = project.program(&file)?;
    let rejection = ask(project, rustc, name)?;
    check_marker(&file, &program, &rejection)?;
    Ok(rejection)
}

/// Compiles a forbidden program, up to and with the borrow checker.
///
/// # Errors
/// When rustc cannot be run or does not end.
pub fn ask(project: &Project, rustc: &Rustc, name: &Name) -> Result<Rejection, Problem> {
    let file = Project::forbidden_file(name);
    let wrong = |what: String| Problem::new(&file, what, "correct it and ask again");
    let out = tempfile::tempdir()
        .map_err(|error| wrong(format!("no temporary folder can be made: {error}")))?;
    let mut command = rustc.command();
    command
        // The words name the file as it is called here, which is how trybuild writes them.
        .current_dir(project.root().join("tests/forbidden"))
        .arg(format!("{name}.rs"))
        .args([
            "--crate-type",
            "bin",
            "--edition",
            "2024",
            "--emit",
            "metadata",
        ])
        .args([
            "--error-format",
            "json",
            "--diagnostic-width",
            "140",
            "--verbose",
        ])
        .args(["--allow", "dead_code"])
        .arg("-o")
        .arg(out.path().join("answer"));
    let run = playground::run(command, Bounds::COMPILER)
        .map_err(|error| wrong(format!("rustc cannot be run: {error}")))?;
    if !matches!(run.ending, Ending::Exited(_)) {
        return Err(wrong("rustc did not come to an end and was stopped".into()));
    }
    let mut rejection = Rejection {
        errors: Vec::new(),
        words: String::new(),
    };
    for line in String::from_utf8_lossy(&run.stderr).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let spans = message["spans"].as_array().map_or(&[][..], Vec::as_slice);
        // The closing count of errors points at no place.
        if spans.is_empty() {
            continue;
        }
        if message["level"] == "error" {
            let primary = spans.iter().find(|span| span["is_primary"] == true);
            rejection.errors.push(Marker {
                line: primary.map_or(0, |span| span["line_start"].as_u64().unwrap_or(0) as usize),
                code: message["code"]["code"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            });
        }
        rejection
            .words
            .push_str(message["rendered"].as_str().unwrap_or_default());
    }
    rejection.words = normalize(&rejection.words);
    Ok(rejection)
}

/// Whether there is a marker, and rustc says what it says and nothing else.
fn check_marker(file: &Path, program: &Program, rejection: &Rejection) -> Result<(), Problem> {
    let last_line = program.source.lines().count() + 1;
    let [error] = &rejection.errors[..] else {
        let (what, fix) = match rejection.errors.len() {
            0 => (
                "is accepted by rustc",
                "move it to `examples/`, or make it break one rule",
            ),
            _ => ("breaks several rules at once", "make a program of each"),
        };
        return Err(Problem::new(
            file,
            what,
            format!("{fix}; then run `cargo run -- bless`"),
        ));
    };
    let fix = format!("write `{error}` as its last line, if that is the lesson");
    match &program.marker {
        None => Err(Problem::new(file, "does not say where it is rejected", fix).at(last_line)),
        Some(marker) if marker != error => {
            let what = format!("is marked `{marker}`, but rustc says `{error}`");
            Err(Problem::new(file, what, fix).at(last_line))
        }
        Some(_) => Ok(()),
    }
}

/// The words without what differs from machine to machine, as trybuild writes them.
fn normalize(words: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in words.lines() {
        let mut line = line.trim_end().replace('\\', "/");
        if line.starts_with("For more information about") {
            continue;
        }
        // `--> /rustc/59807616e1fa/library/core/src/…:313:5` stands for a place in the library.
        if let Some((before, path)) = line.split_once("/rustc/")
            && let Some((_, inner)) = path.split_once("/library/")
        {
            let place = inner.split(".rs").next().unwrap_or(inner);
            line = format!("{before}$RUST/{place}.rs");
        }
        if line.is_empty() && lines.last().is_none_or(String::is_empty) {
            continue;
        }
        lines.push(line);
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}
