//! Answers that an error of the program's own keeps back.
//!
//! rustc says one thing once a body. Where a rejected program has an error that says what a probe
//! asks, silence at the probe says nothing.

use super::answers::Failure;
use super::labels::{self, Meaning};
use super::states::At;

/// The line of an error of the program itself that tells of the same moves, so that rustc does not
/// tell of them again.
pub(super) fn moves(at: &At) -> Option<usize> {
    let body = &at.asking.bodies[at.body];
    let byte = body.points[at.point].byte;
    let name = at.name();
    own_error(at, |failure, is_before| {
        let place = failure.message.split('`').nth(1).unwrap_or_default();
        if !matches!(failure.code.as_str(), "E0381" | "E0382") {
            false
        } else if labels::is_part(place, name) {
            // Of the same moves rustc says what is most exact, so an error about a part hides what
            // stands before it too, from the moves on.
            let mut labels = failure.labels.iter();
            let is_after_a_move = labels.any(|it| {
                let is_move = matches!(it.meaning, Meaning::Moved | Meaning::PartlyMoved);
                is_move && (body.has_loop || it.place.start < byte)
            });
            is_before || is_after_a_move
        } else {
            let is_same = place == name || labels::is_part(name, place);
            at.is_alone() && is_same && is_before
        }
    })
}

/// The line of an error of the program itself which in a copy named a probe of this variable as the
/// later use, and in others names the program's own.
pub(super) fn end(at: &At) -> Option<usize> {
    let ended = at.asking.first.ended.iter();
    let ended: Vec<&Failure> = ended
        .filter(|(asked, _)| (asked.body, asked.variable) == (at.body, at.variable))
        .flat_map(|(_, failures)| failures)
        .collect();
    let ends = |failure: &Failure| ended.iter().any(|other| other.range() == failure.range());
    own_error(at, |failure, is_before| {
        at.is_alone() && is_before && ends(failure)
    })
}

/// The line of the first error of the program itself, in the body, for which `says` is true; it is
/// also given whether the error stands before the point.
fn own_error(at: &At, says: impl Fn(&Failure, bool) -> bool) -> Option<usize> {
    let body = &at.asking.bodies[at.body];
    let byte = body.points[at.point].byte;
    let mut own = at.asking.first.own.iter();
    own.find_map(|failure| {
        let place = failure.primary.as_ref()?;
        let is_here = body.range.contains(&place.start);
        (is_here && says(failure, place.start < byte)).then_some(place.line)
    })
}
