//! From rustc's errors to states and their reasons.

use super::answers::Failure;
use super::asking::Asking;
use super::copies::{Asked, Spot};
use super::hidden;
use super::labels::Meaning;
use super::model::{
    BodyPermissions, Holds, Permissions, Place, PointAfter, Reason, State, StateAt,
    VariablePermissions,
};
use super::probe::Question;
use super::unanswered;
use super::within;

/// Tells everything that was answered.
pub(super) fn tell(asking: &Asking) -> Permissions {
    let mut permissions = Permissions {
        bodies: Vec::new(),
        errors: asking.first.rejections.clone(),
        untold: asking.untold.clone(),
    };
    for number in 0..asking.bodies.len() {
        permissions.bodies.push(body(asking, number));
        permissions
            .untold
            .extend(unanswered::unchecked(asking, number));
        permissions
            .untold
            .extend(unanswered::unprobed(asking, number));
        permissions.untold.extend(within::untold(asking, number));
    }
    permissions.untold.extend(unanswered::unexpected(asking));
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
            holds: type_name.as_deref().map(Holds::of),
            type_name,
            states: states(asking, number, variable),
            places: within::places(asking, number, variable),
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

/// The states of a variable, or of a place by its number, from its first point on.
pub(super) fn states(asking: &Asking, number: usize, variable: usize) -> Vec<StateAt> {
    let body = &asking.bodies[number];
    let declared = &body.variables[body.variable_of(variable)];
    let points = body.points.iter().enumerate();
    points
        .filter(|(_, at)| body.start(variable) <= at.byte)
        .map(|(point, at)| {
            let plain = |state| StateAt {
                point,
                state,
                may_be_moved: None,
                reason: Reason::default(),
            };
            if !declared.holds(at.byte) {
                plain(State::OutOfScope)
            } else if body.is_hidden(body.variable_of(variable), at.byte) {
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

/// A variable or a place at a point where it can be named.
pub(super) struct At<'a, 's> {
    pub asking: &'a Asking<'s>,
    pub body: usize,
    /// Its number.
    pub variable: usize,
    pub point: usize,
}

impl<'a, 's> At<'a, 's> {
    fn asked(&self, question: Question) -> Asked {
        Asked {
            body: self.body,
            variable: self.variable,
            point: self.point,
            question,
        }
    }

    pub fn first(&self, question: Question) -> &'a [Failure] {
        let failures = self.asking.first.failures.get(&self.asked(question));
        failures.map_or(&[], Vec::as_slice)
    }

    fn second(&self, question: Question) -> &'a [Failure] {
        let failures = self.asking.second.failures.get(&self.asked(question));
        failures.map_or(&[], Vec::as_slice)
    }

    pub fn name(&self) -> &'a str {
        self.asking.bodies[self.body].text(self.variable)
    }

    /// The variable that holds the place.
    fn whole(&self) -> Option<At<'a, 's>> {
        let place = self.asking.bodies[self.body].place(self.variable)?;
        Some(At {
            variable: place.variable,
            ..*self
        })
    }

    /// Whether the copy that asked about the variable was checked for loans.
    pub fn is_checked(&self) -> bool {
        let control = Asked {
            point: 0,
            ..self.asked(Question::Control)
        };
        self.asking.first.failures.contains_key(&control)
    }

    /// Whether its type has a size; rustc is asked at the first point.
    fn has_size(&self) -> bool {
        let body = &self.asking.bodies[self.body];
        let point = body.visible_points(self.variable).next();
        let asked = point.map(|point| Asked {
            point,
            ..self.asked(Question::Sized)
        });
        !asked.is_some_and(|asked| self.asking.first.failures.contains_key(&asked))
    }

    /// Whether a point at a time had to be asked.
    pub fn is_alone(&self) -> bool {
        let settled = self.asking.settled.get(&(self.body, self.variable));
        settled.is_some_and(|it| it.is_open)
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
    let whole = at.whole().map(|variable| (visible(&variable), variable));
    if let Some((whole, variable)) = &whole {
        // What a variable holds is alive as long as the variable, and has a value when it has one.
        let is_told_of_all = match whole.state {
            State::Unset | State::Expired => true,
            State::Untold => hidden::moves(variable).is_none(),
            _ => false,
        };
        if is_told_of_all {
            return whole.clone();
        }
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
    let mut moves = moved_at(&refs(at.first(Question::Moves)), Meaning::Moved);
    // A place that would be copied has no moves of its own, and its whole may have.
    if moves.is_empty() && alone.iter().any(|failure| !failure.is_partial(at.name())) {
        moves = moved_at(&refs(alone), Meaning::Moved);
    }
    if let Some((whole, _)) = whole
        && matches!(whole.state, State::Moved | State::MaybeMoved)
        && (moves.is_empty() || moves == whole.reason.moves)
    {
        return whole;
    }
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
    if let Some(line) = hidden::moves(at).or_else(|| hidden::end(at)) {
        return untold(format!(
            "the program's own error on line {line} hides what rustc says here"
        ));
    }
    let may_be_moved = at.first(Question::Take).is_empty() && at.has_size();
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
