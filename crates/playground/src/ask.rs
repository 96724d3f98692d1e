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
use std::fmt;
use std::fs;
use std::io;

/// How much more stack a recorded program gets, whose functions take more of it, so that it goes as
/// deep as the program itself.
const MORE_STACK: u64 = 4;

/// Bytes of stack that Rust gives a new thread.
const THREAD_STACK: u64 = 2 << 20;

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

/// Why there is no record of a program's memory.
#[derive(Debug)]
pub enum Unrecorded {
    /// The program cannot be recorded, for this reason.
    Because(NotRecorded),
    /// rustc or the program cannot be run, or rustc was stopped.
    Io(io::Error),
}

impl From<io::Error> for Unrecorded {
    fn from(error: io::Error) -> Unrecorded {
        Unrecorded::Io(error)
    }
}

impl fmt::Display for Unrecorded {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Unrecorded::Because(reason) => reason.fmt(out),
            Unrecorded::Io(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for Unrecorded {}

/// What rustc says of a program, in its words for people; nothing where it has nothing to say.
///
/// # Errors
/// When rustc cannot be run or is stopped at a bound. A program that it rejects is none.
pub fn check(rustc: &Rustc, text: &str, edition: Edition) -> io::Result<String> {
    let workplace = Workplace::new(rustc)?;
    let arguments = ["--edition", edition.year(), "--emit=metadata"];
    Ok(workplace.compile(text, &arguments, None)?.printed)
}

/// Compiles a program and runs it.
///
/// # Errors
/// When rustc cannot be run or is stopped at a bound.
pub fn plain(rustc: &Rustc, text: &str, edition: Edition, bounds: Bounds) -> io::Result<Plain> {
    let workplace = Workplace::new(rustc)?;
    let compiled = workplace.compile(text, &["--edition", edition.year()], None)?;
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
/// When it cannot be recorded, when rustc rejects it, or when rustc cannot be run or is stopped.
pub fn memory(
    rustc: &Rustc,
    source: &Source,
    edition: Edition,
    bounds: Bounds,
) -> Result<Recorded, Unrecorded> {
    let library = recorder::library(rustc)?;
    let workplace = Workplace::new(rustc)?;
    let arguments = [
        "--edition",
        edition.year(),
        "--cap-lints=allow",
        "--error-format=json",
    ];
    let mut recording = memory::record(source).map_err(Unrecorded::Because)?;
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
            let error = diagnostics.iter().find(|it| it.is_error);
            let words = error.map_or("", |error| error.message.as_str());
            Unrecorded::Because(NotRecorded {
                line: 1,
                words: format!("rustc rejects the program once it records itself: {words}"),
            })
        })?;
    };
    let file = workplace.file("record");
    let threads = MORE_STACK * THREAD_STACK;
    let variables = [
        (VARIABLE, &*file.to_string_lossy()),
        ("RUST_MIN_STACK", &threads.to_string()),
    ];
    let bounds = Bounds {
        stack: MORE_STACK * bounds.stack,
        ..bounds
    };
    let mut run = workplace.run(&program, &variables, bounds)?;
    let words = String::from_utf8_lossy(&run.stderr);
    run.stderr = recording.words(source, &words).into_bytes();
    // Without a file nothing was recorded, which an empty record says too.
    let record = fs::read(&file).unwrap_or_default();
    Ok(Recorded {
        memory: memory::read(&String::from_utf8_lossy(&record)),
        left: recording.left().to_vec(),
        run,
    })
}
