//! A story: what the compiler said of a program, and what a run of it held, told in steps.
//!
//! [`tell`] merges the answers to both questions. The [model](Story) is versioned and kept as JSON;
//! `docs/story.md` of this crate documents
//! it, with a schema and an example.

mod again;
mod ends;
mod events;
mod here;
mod json;
mod lanes;
mod model;
mod owners;
mod passing;
mod rejections;
#[cfg(test)]
mod schema;
mod steps;
mod syntax;
mod words;

pub use json::NotAStory;
pub use model::{
    Block, Dropped, End, Event, EventKind, Frame, Function, Lane, Link, Note, Owner, Rejection,
    Role, Run, Span, Spot, Step, Story, VERSION, Variable, Whose, variable,
};

use self::syntax::Syntax;
use crate::memory::{Ending, Memory, NotRecorded, Target, Value};
use crate::permissions::Permissions;
use crate::source::Source;

/// A run of the recorded program.
pub struct Recorded<'a> {
    /// What its record says.
    pub memory: &'a Memory,
    /// The parts of the program that run without being recorded.
    pub left: &'a [NotRecorded],
    /// How it ended, as the one who ran it saw it, as the rest of a sentence: "exited with status
    /// 3", "did not end within 10 s and was stopped"; `None` for a success.
    pub ended: Option<String>,
}

/// Tells the story of a program.
pub fn tell(source: &Source, permissions: &Permissions, recorded: Option<Recorded>) -> Story {
    let mut functions = lanes::functions(source, permissions);
    let mut untold: Vec<Note> = permissions
        .untold
        .iter()
        .map(|it| Note {
            line: it.line,
            words: it.words.clone(),
        })
        .collect();
    let run = recorded.map(|recorded| {
        untold.extend(recorded.left.iter().map(|it| Note {
            line: it.line,
            words: it.words.clone(),
        }));
        let end = end(recorded.memory, recorded.ended.as_deref());
        let syntax = Syntax::of(source);
        let (run, drops) = steps::run(source, &syntax, permissions, recorded.memory, end);
        drops.write(&mut functions, &syntax);
        run
    });
    untold.sort();
    untold.dedup();
    let rejections = rejections::rejections(source, permissions, &mut functions);
    Story {
        version: VERSION,
        functions,
        rejections,
        run,
        untold,
    }
}

/// A value on one line, as a reader of Rust would write it, with what it points to by the names of
/// the step that holds it.
pub fn value_in_words(step: &Step, value: &Value) -> String {
    words::value(value, &|target| name_of(step, target))
}

/// The same as what is said of something that holds the value: "is 5", "owns block #1".
pub fn value_as_predicate(step: &Step, value: &Value) -> String {
    words::predicate(value, &|target| name_of(step, target))
}

fn name_of(step: &Step, target: Target) -> String {
    words::target(target, |number| variable(&step.frames, number))
}

/// How a run ended, in words.
fn end(memory: &Memory, ended: Option<&str>) -> String {
    let kept = match memory.ending {
        Ending::Bounded => {
            let more = match memory.left_out {
                Some(more) => format!(", {more} more were left out"),
                None => String::new(),
            };
            let first = memory.steps.len();
            format!("; only the first {first} steps were recorded{more}")
        }
        Ending::Finished | Ending::Broken => String::new(),
    };
    match ended {
        None => format!("the program ended by itself{kept}"),
        Some(ended) => format!("the program {ended}{kept}"),
    }
}
