//! What the facts answer to a quiz: the lines where something happens, and the order of drops.

use super::Claim;
use crate::program::Program;
use lens::story::{Dropped, EventKind, Function, Lane, Link, Run, Story, variable};
use std::collections::BTreeSet;

/// The lines for which a claim holds, counted from 1.
pub fn lines(claim: &Claim, program: &Program, story: &Story) -> BTreeSet<usize> {
    match claim {
        Claim::Refused => program.marker.iter().map(|marker| marker.line).collect(),
        Claim::Moves(name) => story
            .functions
            .iter()
            .flat_map(|function| moves(function, name))
            .collect(),
        Claim::Drops(name) => {
            let mut lines = ends(story, name, drops);
            lines.extend(within(story, name, |it| it.drops));
            lines
        }
        Claim::Frees(name) => {
            let frees = |lane: &Lane| lane.end.as_ref().is_some_and(|end| !end.frees.is_empty());
            let mut lines = ends(story, name, frees);
            lines.extend(story.run.iter().flat_map(|run| replaced(run, name)));
            lines.extend(within(story, name, |it| !it.frees.is_empty()));
            lines
        }
    }
}

/// The variables that the story knows, for a suggestion.
pub fn variables(story: &Story) -> BTreeSet<&str> {
    let lanes = story.functions.iter().flat_map(|function| &function.lanes);
    lanes.map(|lane| &*lane.name).collect()
}

/// The names of the variables whose values were dropped at the end of their scope, in the order of
/// the run.
pub fn drop_order(story: &Story) -> Vec<String> {
    let Some(run) = &story.run else {
        return Vec::new();
    };
    let dropped: BTreeSet<&str> = story
        .functions
        .iter()
        .flat_map(|function| &function.lanes)
        .filter(|lane| drops(lane))
        .map(|lane| &*lane.name)
        .collect();
    let steps = run.steps.iter().flat_map(|step| &step.events);
    let ended = steps
        .chain(&run.after)
        .filter(|event| event.kind == EventKind::Ended);
    let names = ended
        .flat_map(|event| &event.variables)
        .filter_map(|number| {
            let frames = run.steps.iter().map(|step| &step.frames);
            let mut found = frames.filter_map(|frames| variable(frames, *number));
            found.next().map(|variable| variable.name.clone())
        });
    names.filter(|name| dropped.contains(&**name)).collect()
}

fn drops(lane: &Lane) -> bool {
    lane.end.as_ref().is_some_and(|end| end.drops)
}

/// The lines on which the value of a variable, or of a place in it, is moved away.
fn moves(function: &Function, name: &str) -> BTreeSet<usize> {
    let is_meant = |lane: usize| function.lanes.get(lane).is_some_and(|it| it.name == name);
    let moved = function.links.iter().filter_map(|link| match link {
        Link::Move { from, line, .. } if is_meant(*from) => Some(*line),
        _ => None,
    });
    moved.collect()
}

/// The lines within the scopes of this name that drop in such a way.
fn within(story: &Story, name: &str, how: impl Fn(&Dropped) -> bool) -> BTreeSet<usize> {
    let lanes = story.functions.iter().flat_map(|function| &function.lanes);
    let dropped = lanes.filter(|lane| lane.name == name);
    let dropped = dropped.flat_map(|lane| &lane.dropped);
    dropped.filter(|it| how(it)).map(|it| it.line).collect()
}

/// The lines on which scopes of this name end in such a way.
fn ends(story: &Story, name: &str, how: impl Fn(&Lane) -> bool) -> BTreeSet<usize> {
    let lanes = story.functions.iter().flat_map(|function| &function.lanes);
    let ended = lanes.filter(|lane| lane.name == name && how(lane));
    ended.map(|lane| lane.last_line).collect()
}

/// The lines on which an assignment to this variable freed what it had owned.
fn replaced(run: &Run, name: &str) -> BTreeSet<usize> {
    let freed_with = format!("is freed with the old value of `{name}`");
    let steps = run.steps.iter().filter(|step| {
        let mut events = step.events.iter();
        events.any(|it| it.kind == EventKind::Freed && it.words.ends_with(&freed_with))
    });
    steps.map(|step| step.line).collect()
}
