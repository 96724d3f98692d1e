//! The lens's questions, answered by this machine: rustc compiles, the program runs.
//!
//! The lens writes texts and reads answers; here they are taken to the compiler and back, each in a
//! folder of its own, and with the confinement of a stranger's program.

use crate::bounded::{Bounds, Finished};
use crate::recorder;
use crate::rustc::Rustc;
use crate::workplace::Workplace;
use lens::diagnostic;
use lens::edition::Edition;
use lens::memory::{self, Memory, NotRecorded, VARIABLE};
use lens::permissions::{Asking, Permissions, Reading};
use lens::source::Source;
use std::fs;
use std::io;

/// What a program did as it is.
#[derive(Debug)]
pub struct Plain {
    /// rustc's words: warnings, or errors where there was no run.
    pub words: String,
    /// The run; none where rustc rejected the program.
    pub run: Option<Finished>,
}

/// What a program recorded of itself.
#[derive(Debug)]
pub struct Recorded {
    /// What memory held, up to the end or to the bound at which the program was stopped.
    pub memory: Memory,
    /// The parts of the program that are not recorded.
    pub left: Vec<NotRecorded>,
    /// The run: what it printed and how it ended, the same as without being recorded.
    pub run: Finished,
}

/// Compiles a program and runs it.
///
/// # Errors
/// When rustc cannot be run or is stopped at a bound.
pub fn plain(
    rustc: &Rustc,
    source: &Source,
    edition: Edition,
    bounds: Bounds,
) -> io::Result<Plain> {
    let workplace = Workplace::new(rustc)?;
    let compiled = workplace.compile(source.text(), &["--edition", edition.year()], None)?;
    let run = match &compiled.program {
        Some(program) => Some(workplace.run(program, &[], bounds)?),
        None => None,
    };
    Ok(Plain {
        words: compiled.printed,
        run,
    })
}

/// Asks rustc what may be done with each variable.
///
/// # Errors
/// When rustc cannot be run or is stopped at a bound. A program that it rejects is none.
pub fn permissions(rustc: &Rustc, source: &Source, edition: Edition) -> io::Result<Permissions> {
    let workplace = Workplace::new(rustc)?;
    let mut asking = Asking::new(source, edition, Reading::Json);
    while let Some(question) = asking.question() {
        let compiled = workplace.compile(question.text(), &question.arguments(), None)?;
        asking.answer(&question, &compiled.printed);
    }
    Ok(asking.permissions())
}

/// Has a program record itself, runs it, and reads the record.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`] when it cannot be recorded, with the line and the reason;
/// [`io::ErrorKind::InvalidInput`] when rustc rejects it, with rustc's words on the rewritten
/// program. Others when rustc cannot be run or is stopped.
pub fn memory(
    rustc: &Rustc,
    source: &Source,
    edition: Edition,
    bounds: Bounds,
) -> io::Result<Recorded> {
    let library = recorder::library(rustc)?;
    let workplace = Workplace::new(rustc)?;
    let arguments = [
        "--edition",
        edition.year(),
        "--cap-lints=allow",
        "--error-format=json",
    ];
    let mut recording = memory::record(source)
        .map_err(|reason| io::Error::new(io::ErrorKind::Unsupported, reason.to_string()))?;
    let program = loop {
        let text = recording.program();
        let compiled = workplace.compile(&text, &arguments, Some(&library))?;
        if let Some(program) = compiled.program {
            break program;
        }
        let diagnostics = diagnostic::read(&compiled.printed);
        let labels = diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels);
        let places: Vec<usize> = labels.map(|label| label.start).collect();
        recording = recording.refused(source, &places).ok_or_else(|| {
            let words = rendered(&compiled.printed);
            let words = format!("rustc rejects the recorded program:\n{words}");
            io::Error::new(io::ErrorKind::InvalidInput, words)
        })?;
    };
    let file = workplace.file("record");
    let run = workplace.run(&program, &[(VARIABLE, &file.to_string_lossy())], bounds)?;
    // Without a file nothing was recorded, which an empty record says too.
    let record = fs::read(&file).unwrap_or_default();
    Ok(Recorded {
        memory: memory::read(&String::from_utf8_lossy(&record)),
        left: recording.left().to_vec(),
        run,
    })
}

/// rustc's words for people, from what it prints for programs.
fn rendered(printed: &str) -> String {
    let messages = printed
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let words = messages
        .filter_map(|message: serde_json::Value| message["rendered"].as_str().map(str::to_owned));
    words.collect()
}
