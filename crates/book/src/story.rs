//! Asks for the story of a program: what rustc says of its variables, and what a run of it held.

use lens::edition::Edition;
use lens::source::Source;
use lens::story::{self, Note, Story};
use playground::{Bounds, Ending, Finished, Rustc, ask};
use std::io;

/// A program that was asked about.
#[derive(Debug)]
pub struct Asked {
    /// rustc's words on it: errors where it is rejected, else its warnings.
    pub words: String,
    /// Its story; none for a text that is no program.
    pub story: Option<Story>,
    /// The run; none where rustc rejects it.
    pub run: Option<Finished>,
}

/// Asks about a program's text.
///
/// # Errors
/// When rustc cannot be run, or does not come to an end.
pub fn ask(rustc: &Rustc, text: &str, edition: Edition) -> io::Result<Asked> {
    let words = ask::check(rustc, text, edition)?;
    let Ok(source) = Source::parse(text) else {
        return Ok(Asked {
            words,
            story: None,
            run: None,
        });
    };
    let permissions = ask::permissions(rustc, &source, edition)?;
    if !permissions.errors.is_empty() {
        return Ok(Asked {
            words,
            story: Some(story::tell(&source, &permissions, None)),
            run: None,
        });
    }
    let (story, run) = match ask::memory(rustc, &source, edition, Bounds::PROGRAM) {
        Ok(recorded) => {
            let told = story::Recorded {
                memory: &recorded.memory,
                left: &recorded.left,
                ended: ended(recorded.run.ending),
            };
            let story = story::tell(&source, &permissions, Some(told));
            (story, recorded.run)
        }
        // Whatever keeps a program from being recorded, it is shown without its memory.
        Err(ask::Unrecorded::Because(reason)) => {
            let mut story = story::tell(&source, &permissions, None);
            story.untold.push(Note {
                line: reason.line,
                words: reason.words,
            });
            (story, ask::run(rustc, text, edition, Bounds::PROGRAM)?)
        }
        Err(ask::Unrecorded::Io(error)) => return Err(error),
    };
    Ok(Asked {
        words,
        story: Some(story),
        run: Some(run),
    })
}

/// How a run ended, in words; `None` for a success.
pub fn ended(ending: Ending) -> Option<String> {
    match ending {
        Ending::Exited(status) if status.success() => None,
        Ending::Exited(status) => Some(match status.code() {
            Some(code) => format!("exit status {code}"),
            None => status.to_string(),
        }),
        Ending::OutOfTime(time) => Some(format!(
            "it did not end within {} s and was stopped",
            time.as_secs()
        )),
        Ending::TooMuchOutput(bytes) => Some(format!(
            "it printed more than {bytes} bytes and was stopped"
        )),
    }
}
