//! From rustc's errors to states and their reasons.

use super::answers::Failure;
use super::asking::Asking;
use super::copies::{Asked, Spot};
use super::labels::Meaning;
use super::model::{
    BodyPermissions, Holds, Permissions, Place, PointAfter, Reason, State, StateAt, Untold,
    VariablePermissions,
};
use super::probe::Question;
use std::ops::Range;

/// Tells everything that was answered.
pub(super) fn tell(asking: &Asking) -> Permissions {
    let mut permissions = Permissions {
        bodies: Vec::new(),
        errors: asking.first.rejections.clone(),
        untold: asking.untold.clone(),
    };
    for number in 0..asking.bodies.len() {
        permissions.bodies.push(body(asking, number));
        permissions.untold.extend(unchecked(asking, number));
    }
    permissions.untold.extend(unexpected(asking));
    permissions
        .untold
        .sort_by(|a, b| (a.line, &a.words).cmp(&(b.line, &b.words)));
    permissions.untold.dedup();
    permissions
}

fn body(asking: &Asking, number: usize) -> BodyPermissions {
    let body = &asking.bodies[number];
    let points = body
        .points
        .iter()
        .enumerate()
        .map(|(point, at)| PointAfter {
            byte: at.byte,
            line: asking.source.line(at.after),
            is_reachable: asking.is_reachable(number, point),
        });
    let variables = body.variables.iter().enumerate().map(|(variable, it)| {
        let type_name = asking.first.types.get(&(number, variable)).cloned();
        VariablePermissions {
            name: it.binding.name.clone(),
            line: asking.source.line(it.binding.range.start),
            start: it.binding.range.start,
            end: it.binding.range.end,
            last_line: asking.source.line(it.scope.end),
            is_mut: it.binding.is_mut,
            holds: type_name.as_deref().map(holds),
            type_name,
            states: states(asking, number, variable),
        }
    });
    BodyPermissions {
        name: body.name.clone(),
        line: asking.source.line(body.range.start),
        last_line: asking.source.line(body.range.end.saturating_sub(1)),
        points: points.collect(),
        variables: variables.collect(),
    }
}

/// `&T`, `&'a T`, `&mut T` or something else.
fn holds(type_name: &str) -> Holds {
    let Some(behind) = type_name.strip_prefix('&') else {
        return Holds::Owner;
    };
    let behind = match behind.strip_prefix('\'') {
        Some(named) => named.split_once(' ').map_or("", |(_, rest)| rest),
        None => behind,
    };
    if behind.starts_with("mut ") {
        Holds::ExclusiveReference
    } else {
        Holds::SharedReference
    }
}

/// The states of a variable, from its first point on.
fn states(asking: &Asking, number: usize, variable: usize) -> Vec<StateAt> {
    let body = &asking.bodies[number];
    let declared = &body.variables[variable];
    let points = body.points.iter().enumerate();
    points
        .filter(|(_, at)| declared.scope.start <= at.byte)
        .map(|(point, at)| {
            let plain = |state| StateAt {
                point,
                state,
                may_be_moved: None,
                reason: Reason::default(),
            };
            if !declared.holds(at.byte) {
                plain(State::OutOfScope)
            } else if body.is_hidden(variable, at.byte) {
                plain(State::Hidden)
            } else if at.closure != declared.closure {
                plain(State::InClosure)
            } else if asking.is_reachable(number, 0) && !asking.is_reachable(number, point) {
                plain(State::Unreachable)
            } else {
                visible(&At {
                    asking,
                    body: number,
                    variable,
                    point,
                })
            }
        })
        .collect()
}

/// A variable at a point where it can be named.
struct At<'a, 's> {
    asking: &'a Asking<'s>,
    body: usize,
    variable: usize,
    point: usize,
}

impl<'a> At<'a, '_> {
    fn asked(&self, question: Question) -> Asked {
        Asked {
            body: self.body,
            variable: self.variable,
            point: self.point,
            question,
        }
    }

    fn first(&self, question: Question) -> &'a [Failure] {
        let failures = self.asking.first.failures.get(&self.asked(question));
        failures.map_or(&[], Vec::as_slice)
    }

    fn second(&self, question: Question) -> &'a [Failure] {
        let failures = self.asking.second.failures.get(&self.asked(question));
        failures.map_or(&[], Vec::as_slice)
    }

    fn name(&self) -> &'a str {
        let body = &self.asking.bodies[self.body];
        &body.variables[self.variable].binding.name
    }

    /// Whether the copy that asked about the variable was checked for loans.
    fn is_checked(&self) -> bool {
        let control = Asked {
            point: 0,
            ..self.asked(Question::Control)
        };
        self.asking.first.failures.contains_key(&control)
    }

    /// The same of the copy that asked about the variable at this point alone.
    fn is_checked_alone(&self) -> bool {
        let asked = (self.body, self.variable, self.point);
        self.asking.second.alone.contains(&asked)
    }
}

fn visible(at: &At) -> StateAt {
    let told = |state: State, may_be_moved: bool, reason: Reason| StateAt {
        point: at.point,
        state,
        may_be_moved: Some(may_be_moved),
        reason,
    };
    let untold = |words: String| StateAt {
        point: at.point,
        state: State::Untold,
        may_be_moved: None,
        reason: Reason {
            untold: Some(words),
            ..Reason::default()
        },
    };
    if !at.is_checked() {
        return untold("rustc was not asked, or did not check this function's loans".into());
    }
    let settled = match at.asking.settled.get(&(at.body, at.variable)) {
        Some(settled) => settled,
        None => return untold("rustc was not asked".into()),
    };
    let is_alone = settled.is_open;
    if is_alone && !at.is_checked_alone() {
        return untold("rustc was not asked, or did not answer, a second time".into());
    }
    let body = &at.asking.bodies[at.body];
    let byte = body.points[at.point].byte;
    if byte < settled.unset_until {
        return told(State::Unset, false, Reason::default());
    }
    let alone = at.second(Question::Alone);
    if alone.iter().any(|failure| failure.code == "E0381") {
        return told(State::Unset, false, Reason::default());
    }
    let moves = moved_at(&refs(at.first(Question::Moves)), Meaning::Moved);
    if !moves.is_empty() {
        let reason = Reason {
            moves,
            ..Reason::default()
        };
        let state = if at.asking.is_straight(at.body, at.point) {
            State::Moved
        } else {
            moved_everywhere(at)
        };
        return told(state, false, reason);
    }
    let parts = settled.parts.iter().filter(|it| it.start < byte);
    let parts: Vec<Place> = parts.cloned().collect();
    if !parts.is_empty() {
        let reason = Reason {
            moves: parts,
            ..Reason::default()
        };
        return told(State::PartlyMoved, false, reason);
    }
    if alone.iter().any(|failure| failure.is_partial(at.name())) {
        // Of a box's content rustc says "moved".
        let mut moves = moved_at(&refs(alone), Meaning::PartlyMoved);
        moves.extend(moved_at(&refs(alone), Meaning::Moved));
        let reason = Reason {
            moves,
            ..Reason::default()
        };
        return told(State::PartlyMoved, false, reason);
    }
    if let Some((from, reason)) = &settled.ended
        && *from <= byte
    {
        return told(State::Expired, false, reason.clone());
    }
    let ended = at.asking.second.ended.get(&at.asked(Question::Alone));
    if let Some(failure) = ended.and_then(|failures| failures.first()) {
        return told(State::Expired, false, ended_by(failure));
    }
    if is_alone && let Some(line) = hidden_by(at) {
        return untold(format!(
            "the program's own error on line {line} hides what rustc says here"
        ));
    }
    let may_be_moved = at.first(Question::Take).is_empty();
    let is_loan = |failure: &&Failure| {
        // Without `mut` a write is an error of another kind, which says nothing of loans.
        !matches!(failure.code.as_str(), "E0381" | "E0382" | "E0596")
    };
    if let Some(failure) = at.first(Question::Shared).iter().find(is_loan) {
        told(State::Exclusive, may_be_moved, lent(failure))
    } else if let Some(failure) = at.first(Question::Exclusive).iter().find(is_loan) {
        told(State::Shared, may_be_moved, lent(failure))
    } else {
        told(State::Free, may_be_moved, Reason::default())
    }
}

fn refs(failures: &[Failure]) -> Vec<&Failure> {
    failures.iter().collect()
}

/// What ended a loan, and the loan.
pub(super) fn ended_by(failure: &Failure) -> Reason {
    // What is dropped too early is named where it was lent; else the error is at what conflicts.
    let dropped = failure.places(Meaning::Dropped).next();
    let mut lent = failure.places(Meaning::Lent);
    let earlier = lent.find(|place| Some(place.start..place.end) != failure.range());
    let loan = match dropped {
        Some(_) => failure.primary.as_ref(),
        None => earlier,
    };
    Reason {
        loan: loan.cloned(),
        ended: dropped.or(failure.primary.as_ref()).cloned(),
        ..Reason::default()
    }
}

/// The labelled moves, each place once.
pub(super) fn moved_at(failures: &[&Failure], meaning: Meaning) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for place in failures.iter().flat_map(|it| it.places(meaning)) {
        if !places
            .iter()
            .any(|known| (known.start, known.end) == (place.start, place.end))
        {
            places.push(place.clone());
        }
    }
    places.sort_by_key(|place| (place.start, place.end));
    places
}

/// Whether the value is gone on every way: only then has the stand-in a value on every way, and
/// rustc names no move of it but the probe's own.
fn moved_everywhere(at: &At) -> State {
    let failures = at.second(Question::Moves);
    let other_moves = failures.iter().flat_map(|it| &it.labels).any(|label| {
        matches!(label.meaning, Meaning::Moved) && matches!(label.spot, Spot::Probe(None))
    });
    if failures.is_empty() || other_moves {
        State::MaybeMoved
    } else {
        State::Moved
    }
}

fn lent(failure: &Failure) -> Reason {
    Reason {
        loan: failure.places(Meaning::Lent).next().cloned(),
        later_use: failure.places(Meaning::LaterUse).next().cloned(),
        ..Reason::default()
    }
}

/// The line of an error of the program itself that says the same of an earlier place, so that rustc
/// does not say it again.
fn hidden_by(at: &At) -> Option<usize> {
    let body = &at.asking.bodies[at.body];
    let byte = body.points[at.point].byte;
    let name = at.name();
    let is_named = |failure: &Failure| {
        matches!(failure.code.as_str(), "E0381" | "E0382")
            && (failure.message.contains(&format!("`{name}`"))
                || failure.message.contains(&format!("`{name}.")))
    };
    // The program's own error, which in a copy named a probe of this variable as the later use.
    let ended = at.asking.first.ended.iter();
    let ended: Vec<&Failure> = ended
        .filter(|(asked, _)| (asked.body, asked.variable) == (at.body, at.variable))
        .flat_map(|(_, failures)| failures)
        .collect();
    let ends = |failure: &Failure| ended.iter().any(|other| other.range() == failure.range());
    let own = at.asking.first.own.iter();
    own.filter(|failure| is_named(failure) || ends(failure))
        .filter_map(|failure| failure.primary.as_ref())
        .find(|place| body.range.contains(&place.start) && place.start < byte)
        .map(|place| place.line)
}

/// Says why a body has no answers.
fn unchecked(asking: &Asking, number: usize) -> Option<Untold> {
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
fn unexpected(asking: &Asking) -> Vec<Untold> {
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
