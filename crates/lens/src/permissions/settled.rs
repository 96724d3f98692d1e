//! What the first answers settle without a second question.
//!
//! rustc names the first probe after what it complains of, and is silent at the later ones. Before
//! the first branch of a body nothing is left open by that; elsewhere each point has to be asked
//! alone.

use super::answers::Failure;
use super::asking::Asking;
use super::copies::Asked;
use super::labels::Meaning;
use super::model::{Place, Reason};
use super::probe::Question;
use super::states;

/// What is known of one variable at all its points.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The byte up to which it has no value.
    pub unset_until: usize,
    /// Where parts of it were moved out; each holds from there on.
    pub parts: Vec<Place>,
    /// From which byte on the loan of what it holds has ended, and by what.
    pub ended: Option<(usize, Reason)>,
    /// Whether something is left that has to be asked point by point.
    pub is_open: bool,
}

/// The questions of a copy that asks everything about a variable.
const ALL: [Question; 5] = [
    Question::Shared,
    Question::Exclusive,
    Question::Take,
    Question::TakeAgain,
    Question::Moves,
];

/// What the first answers tell of a variable.
pub(super) fn settle(asking: &Asking, number: usize, variable: usize) -> Settled {
    let body = &asking.bodies[number];
    let declared = &body.variables[variable];
    let name = &declared.binding.name;
    let asked = body.visible_points(variable).flat_map(|point| {
        ALL.map(|question| Asked {
            body: number,
            variable,
            point,
            question,
        })
    });
    let (mut failures, mut ended): (Vec<&Failure>, Vec<&Failure>) = (Vec::new(), Vec::new());
    for asked in asked {
        failures.extend(asking.first.failures.get(&asked).into_iter().flatten());
        ended.extend(asking.first.ended.get(&asked).into_iter().flatten());
    }
    let straight = match declared.closure {
        0 => asking.ways.straight_until(&body.range),
        _ => 0,
    };
    let mut settled = Settled::default();
    let assigned = |is_whole: bool| {
        let all = asking.ways.assignments(&declared.scope, name);
        all.filter(move |it| it.is_whole || !is_whole)
    };
    let last = |is_whole: bool| assigned(is_whole).last().map_or(0, |it| it.range.start);

    if failures.iter().any(|it| it.code == "E0381") {
        let first = assigned(true).next();
        let first = first
            .filter(|it| it.range.end <= straight && !body.is_hidden(variable, it.range.start));
        match first {
            Some(first) => settled.unset_until = first.range.end,
            None => settled.is_open = true,
        }
    }

    let partial = failures.iter().filter(|it| it.is_partial(name));
    let partial: Vec<&Failure> = partial.copied().collect();
    if !partial.is_empty() {
        // Of a box's content rustc says "moved".
        settled.parts = states::moved_at(&partial, Meaning::PartlyMoved);
        let of_boxes = states::moved_at(&partial, Meaning::Moved);
        settled.parts.extend(of_boxes);
        let lasts = |it: &Place| last(false) < it.start && it.end <= straight;
        if settled.parts.is_empty() || !settled.parts.iter().all(lasts) {
            settled.parts.clear();
            settled.is_open = true;
        }
    }

    if !ended.is_empty() {
        let reasons = ended.iter().map(|it| states::ended_by(it));
        let first = reasons
            .filter_map(|reason| Some((reason.ended.as_ref()?.start, reason)))
            .min_by_key(|(byte, _)| *byte);
        match first {
            Some((byte, reason)) if last(true) < byte && byte < straight => {
                settled.ended = Some((asking.ways.statement_end(byte), reason));
            }
            _ => settled.is_open = true,
        }
    }
    settled
}
