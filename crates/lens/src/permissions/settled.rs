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
use super::outline::Body;
use super::probe::Question;
use super::states;
use std::ops::Range;

/// What is known of one variable, or one place, at all its points.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The byte up to which it has no value.
    pub unset_until: usize,
    /// Where parts of it were moved out; each holds from there on.
    pub parts: Vec<Place>,
    /// From which byte on the loan of what it holds has ended, and by what.
    pub ended: Option<(usize, Reason)>,
    /// Its moves, where one reaches a point that not every way may come to by it.
    pub moves: Vec<Range<usize>>,
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

/// What the first answers tell of a variable or a place, by its number. Whether a place has a value,
/// and whether its loan has ended, is asked of its variable.
pub(super) fn settle(asking: &Asking, number: usize, named: usize) -> Settled {
    let body = &asking.bodies[number];
    let variable = body.variable_of(named);
    let is_place = variable != named;
    let declared = &body.variables[variable];
    let text = body.text(named);
    let (mut failures, mut ended): (Vec<&Failure>, Vec<&Failure>) = (Vec::new(), Vec::new());
    for asked in all(body, number, named) {
        failures.extend(asking.first.failures.get(&asked).into_iter().flatten());
        ended.extend(asking.first.ended.get(&asked).into_iter().flatten());
    }
    let straight = match declared.closure {
        0 => asking.ways.straight_until(&body.range),
        _ => 0,
    };
    let mut settled = Settled::default();
    let assigned = |is_whole: bool| {
        let name = &declared.binding.name;
        let all = asking.ways.assignments(&declared.scope, name);
        all.filter(move |it| it.is_whole || !is_whole)
    };
    let last = |is_whole: bool| assigned(is_whole).last().map_or(0, |it| it.range.start);

    if !is_place && failures.iter().any(|it| it.code == "E0381") {
        let first = assigned(true).next();
        let first = first
            .filter(|it| it.range.end <= straight && !body.is_hidden(variable, it.range.start));
        match first {
            Some(first) => settled.unset_until = first.range.end,
            None => settled.is_open = true,
        }
    }

    let partial = failures.iter().filter(|it| it.is_partial(text));
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

    if !is_place && !ended.is_empty() {
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
    let moved = Moved::of(asking, number, named);
    let is_as_its_variable = is_place && moved.places == Moved::of(asking, number, variable).places;
    if !is_as_its_variable {
        settled.is_open |= moved.is_told_once;
        if moved.is_branching {
            settled.moves = moved.places;
        }
    }
    settled
}

/// Everything that a copy asks of a variable or a place.
fn all(body: &Body, number: usize, named: usize) -> impl Iterator<Item = Asked> {
    body.visible_points(named).flat_map(move |point| {
        ALL.map(|question| Asked {
            body: number,
            variable: named,
            point,
            question,
        })
    })
}

/// The moves that the first answers tell of.
struct Moved {
    places: Vec<Range<usize>>,
    /// Whether one reaches a point that not every way may come to by it.
    is_branching: bool,
    /// Whether rustc told them at one point of all: a place that would be copied, in what was moved,
    /// has no moves of its own.
    is_told_once: bool,
}

impl Moved {
    fn of(asking: &Asking, number: usize, named: usize) -> Moved {
        let body = &asking.bodies[number];
        let mut moved = Moved {
            places: Vec::new(),
            is_branching: false,
            is_told_once: body.place(named).is_some(),
        };
        for asked in all(body, number, named) {
            let is_of_moves = asked.question == Question::Moves;
            if !is_of_moves && body.place(named).is_none() {
                continue;
            }
            for failure in asking.first.failures.get(&asked).into_iter().flatten() {
                moved.is_told_once &= !is_of_moves;
                if failure.is_partial(body.text(named)) {
                    continue;
                }
                for place in failure.places(Meaning::Moved) {
                    moved.is_branching |= !asking.is_straight(number, asked.point);
                    let place = place.start..place.end;
                    if !moved.places.contains(&place) {
                        moved.places.push(place);
                    }
                }
            }
        }
        let mut points = body.visible_points(named);
        moved.is_told_once &= !moved.places.is_empty();
        moved.is_branching |=
            moved.is_told_once && points.any(|point| !asking.is_straight(number, point));
        moved.places.sort_by_key(|it| (it.start, it.end));
        moved
    }
}
