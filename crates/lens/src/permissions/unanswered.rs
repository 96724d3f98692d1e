//! What rustc did not answer, or answered to nobody's question.

use super::answers::Failure;
use super::asking::Asking;
use super::model::{Place, Untold};
use super::states::At;
use std::ops::Range;

/// Says why a body has no answers.
pub(super) fn unchecked(asking: &Asking, number: usize) -> Option<Untold> {
    let body = &asking.bodies[number];
    if asking.is_reachable(number, 0) {
        return None;
    }
    let own = asking.first.rejections.iter();
    let mut own = own.filter_map(|error| Some((error.primary()?, &error.message)));
    let inside = |(place, _): &(&Place, _)| body.range.contains(&place.start);
    let why = match own.clone().find(inside).or_else(|| own.next()) {
        Some((place, message)) => format!("line {}: {message}", place.line),
        None => "it may be switched off".to_owned(),
    };
    Some(Untold {
        line: asking.source.line(body.range.start),
        words: format!("rustc did not check the loans of `{}` ({why})", body.name),
    })
}

/// Says which variables and places of a `const fn` have no answers: nothing may be dropped there, and
/// a probe that moves leaves something to be dropped on the other way.
pub(super) fn unprobed(asking: &Asking, number: usize) -> Option<Untold> {
    let body = &asking.bodies[number];
    if !body.is_const || !asking.is_reachable(number, 0) {
        return None;
    }
    let unchecked = (0..body.len()).filter(|named| {
        let at = At {
            asking,
            body: number,
            variable: *named,
            point: 0,
        };
        !at.is_checked()
    });
    let names: Vec<String> = unchecked.map(|it| format!("`{}`", body.text(it))).collect();
    (!names.is_empty()).then(|| Untold {
        line: asking.source.line(body.range.start),
        words: format!(
            "in the `const fn` `{}` these cannot be asked: {}",
            body.name,
            names.join(", ")
        ),
    })
}

/// Errors that the program does not have by itself: probes should make none.
pub(super) fn unexpected(asking: &Asking) -> Vec<Untold> {
    let of_the_program: Vec<Option<Range<usize>>> =
        asking.first.own.iter().map(Failure::range).collect();
    let copied = asking.first.copied.iter().chain(&asking.second.copied);
    copied
        .filter(|failure| !of_the_program.contains(&failure.range()))
        // What may not be dropped in a `const fn` is told by name.
        .filter(|failure| failure.code != "E0493")
        .map(|failure| Untold {
            line: failure.primary.as_ref().map_or(1, |place| place.line),
            words: format!("a copy of the program was rejected: {}", failure.message),
        })
        .collect()
}
