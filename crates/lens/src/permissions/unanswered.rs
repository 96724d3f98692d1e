//! What rustc did not answer, or answered to nobody's question.

use super::answers::Failure;
use super::asking::Asking;
use super::model::{Place, Untold};
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

/// Errors that the program does not have by itself: probes should make none.
pub(super) fn unexpected(asking: &Asking) -> Vec<Untold> {
    let of_the_program: Vec<Option<Range<usize>>> =
        asking.first.own.iter().map(Failure::range).collect();
    let copied = asking.first.copied.iter().chain(&asking.second.copied);
    copied
        .filter(|failure| !of_the_program.contains(&failure.range()))
        .map(|failure| Untold {
            line: failure.primary.as_ref().map_or(1, |place| place.line),
            words: format!("a copy of the program was rejected: {}", failure.message),
        })
        .collect()
}
