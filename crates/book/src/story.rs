//! Asks for the story of a program: what rustc says of its variables, and what a run of it held.

use crate::name::Name;
use crate::problem::Problem;
use crate::project::Project;
use lens::edition::Edition;
use lens::memory::NotRecorded;
use lens::source::Source;
use lens::story::{self, Note, Story};
use playground::ask::{self, Unrecorded};
use playground::{Bounds, Finished, Rustc};
use std::io;
use std::path::PathBuf;

/// A program's story, and the run that it tells of.
#[derive(Debug)]
pub struct Asked {
    /// The story.
    pub story: Story,
    /// The run; none where rustc rejects the program.
    pub run: Option<Finished>,
}

/// Asks about a program.
///
/// # Errors
/// When rustc cannot be run, or does not come to an end.
pub fn ask(rustc: &Rustc, source: &Source, edition: Edition) -> io::Result<Asked> {
    let permissions = ask::permissions(rustc, source, edition)?;
    if !permissions.errors.is_empty() {
        let story = story::tell(source, &permissions, None);
        return Ok(Asked { story, run: None });
    }
    match ask::memory(rustc, source, edition, Bounds::PROGRAM) {
        Ok(recorded) => {
            let told = story::Recorded {
                memory: &recorded.memory,
                left: &recorded.left,
                ended: ended(&recorded.run),
            };
            let story = story::tell(source, &permissions, Some(told));
            let run = Some(recorded.run);
            Ok(Asked { story, run })
        }
        // Whatever keeps a program from being recorded, it is shown without its memory.
        Err(Unrecorded::Because(reason)) => {
            let mut story = story::tell(source, &permissions, None);
            let NotRecorded { line, words } = reason;
            story.untold.push(Note { line, words });
            let run = ask::plain(rustc, source.text(), edition, Bounds::PROGRAM)?.run;
            Ok(Asked { story, run })
        }
        Err(Unrecorded::Io(error)) => Err(error),
    }
}

/// The story of a program of the book, as the text that is kept.
///
/// # Errors
/// When the program cannot be read or asked about.
pub fn fact(project: &Project, rustc: &Rustc, name: &Name) -> Result<String, Problem> {
    let file = file(project, name);
    let wrong = |what: String| Problem::new(&file, what, "correct it and ask again");
    let program = project.program(&file)?;
    let source = Source::parse(&program.source).map_err(|error| {
        let what = format!("is no program: {}", error.words);
        wrong(what).at(error.line)
    })?;
    let asked = ask(rustc, &source, Edition::default())
        .map_err(|error| wrong(format!("cannot be asked about: {error}")))?;
    Ok(asked.story.to_json())
}

/// The file of a program, relative to the root.
pub fn file(project: &Project, name: &Name) -> PathBuf {
    let listing = Project::listing_file(name);
    match project.root().join(&listing).is_file() {
        true => listing,
        false => Project::forbidden_file(name),
    }
}

/// How a run ended, as the rest of a sentence; `None` for a success.
pub fn ended(run: &Finished) -> Option<String> {
    (!run.ending.is_success()).then(|| run.ending.to_string())
}
