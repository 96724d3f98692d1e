//! Asks for the story of a program: what rustc says of its variables, and what a run of it held.

use lens::edition::Edition;
use lens::memory::NotRecorded;
use lens::source::Source;
use lens::story::{self, Note, Story};
use playground::ask::{self, Unrecorded};
use playground::{Bounds, Ending, Finished, Rustc};
use std::io;

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
                ended: ended(recorded.run.ending),
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

/// How a run ended, in words; `None` for a success.
pub fn ended(ending: Ending) -> Option<String> {
    match ending {
        Ending::Exited(status) if status.success() => None,
        Ending::Exited(status) => Some(match status.code() {
            Some(code) => format!("exit status {code}"),
            None => status.to_string(),
        }),
        stopped => Some(format!("it {stopped}")),
    }
}
