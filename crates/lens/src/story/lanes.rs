//! From permissions to lanes: the states of each variable along the lines of its function, why they
//! are so, and what passes between lanes.

use super::model::{Function, Lane, Link, Span};
use super::passing::{self, Receiver};
use crate::permissions::{
    BodyPermissions, Permissions, Place, PlacePermissions, Reason, State, StateAt,
    VariablePermissions,
};
use crate::source::Source;

/// The functions of a program, in the order of the text.
pub(super) fn functions(source: &Source, permissions: &Permissions) -> Vec<Function> {
    let bodies = told(permissions).into_iter();
    bodies.map(|body| function(source, body)).collect()
}

/// The bodies of which anything is known, in the order of the text; of one that was not checked
/// nothing is drawn.
pub(super) fn told(permissions: &Permissions) -> Vec<&BodyPermissions> {
    let bodies = permissions.bodies.iter();
    let mut told: Vec<&BodyPermissions> = bodies
        .filter(|body| body.points.iter().any(|point| point.is_reachable))
        .collect();
    told.sort_by_key(|body| body.points.first().map_or(0, |point| point.byte));
    told
}

/// The function and the lane that a name means at a place.
pub(super) fn find(
    source: &Source,
    permissions: &Permissions,
    name: &str,
    place: &Place,
) -> Option<(usize, usize)> {
    let bodies = told(permissions).into_iter().enumerate();
    // Of functions in one another the innermost opens last.
    let mut around = bodies.filter(|(_, body)| {
        body.points
            .first()
            .is_some_and(|first| first.byte <= place.end)
            && place.line <= body.last_line
    });
    let (function, body) = around.next_back()?;
    let lane = Writer { source, body }.lane(name, place.start)?;
    Some((function, lane))
}

fn function(source: &Source, body: &BodyPermissions) -> Function {
    let writer = Writer { source, body };
    let lanes = body.variables.iter().map(|variable| Lane {
        name: variable.name.clone(),
        of: None,
        line: variable.line,
        last_line: variable.last_line,
        is_mut: variable.is_mut,
        holds: variable.holds,
        type_name: variable.type_name.clone(),
        spans: writer.spans(&variable.name, &variable.states),
        dropped: Vec::new(),
        end: None,
    });
    let places = writer.places().into_iter().map(|(variable, place)| Lane {
        name: place.path.clone(),
        of: Some(variable),
        line: body.variables[variable].line,
        last_line: body.variables[variable].last_line,
        is_mut: place.is_writable == Some(true),
        holds: place.holds,
        type_name: place.type_name.clone(),
        spans: writer.spans(&place.path, &place.states),
        dropped: Vec::new(),
        end: None,
    });
    Function {
        name: body.name.clone(),
        line: body.line,
        last_line: body.last_line,
        points: body.points.iter().map(|point| point.line).collect(),
        lanes: lanes.chain(places).collect(),
        links: writer.links(),
        dropped: Vec::new(),
    }
}

/// What it takes to say why a state is so.
struct Writer<'a> {
    source: &'a Source,
    body: &'a BodyPermissions,
}

impl Writer<'_> {
    /// The places that are at some point in another state than their variable, with its number; the
    /// others would only repeat it.
    fn places(&self) -> Vec<(usize, &PlacePermissions)> {
        let variables = self.body.variables.iter().enumerate();
        let places = variables.flat_map(|(number, variable)| {
            let differs = |place: &&PlacePermissions| {
                place.states.iter().any(|at| {
                    let mut whole = variable.states.iter();
                    let whole = whole.find(|whole| whole.point == at.point);
                    whole.is_some_and(|whole| whole.state != at.state)
                })
            };
            let places = variable.places.iter().filter(differs);
            places.map(move |place| (number, place))
        });
        places.collect()
    }

    /// The states up to the end of the scope, equal neighbours as one.
    fn spans(&self, name: &str, states: &[StateAt]) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut last_loan = None;
        let in_scope = states.iter().take_while(|at| at.state != State::OutOfScope);
        // A closure's points are not on the way from one statement to the next.
        for at in in_scope.filter(|at| at.state != State::InClosure) {
            let why = self.why(name, at);
            // A loan that is needed for longer from here on is still the same loan.
            let loan = at.reason.loan.as_ref().map(|loan| loan.start);
            let is_same_loan = loan.is_some() && loan == last_loan;
            last_loan = loan;
            match spans.last_mut() {
                Some(span)
                    if (span.state, span.may_be_moved) == (at.state, at.may_be_moved)
                        && (span.why == why || is_same_loan) =>
                {
                    span.to = at.point;
                    span.why = why;
                }
                _ => spans.push(Span {
                    from: at.point,
                    to: at.point,
                    state: at.state,
                    may_be_moved: at.may_be_moved,
                    why,
                }),
            }
        }
        spans
    }

    /// Why a state is so, as a part of a sentence.
    fn why(&self, name: &str, at: &StateAt) -> String {
        let reason = &at.reason;
        match at.state {
            State::Shared | State::Exclusive => self.lent(name, reason),
            State::Moved | State::MaybeMoved | State::PartlyMoved => {
                let moves: Vec<String> = reason.moves.iter().map(|it| self.moved(it)).collect();
                moves.join(", or ")
            }
            State::Expired => match &reason.ended {
                Some(ended) => format!("the loan ended on line {}", ended.line),
                None => String::new(),
            },
            State::Untold => reason.untold.clone().unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn lent(&self, name: &str, reason: &Reason) -> String {
        let mut words = match &reason.loan {
            Some(loan) => match passing::part(self.source, loan, name) {
                Some(part) => format!("`{part}` lent on line {}", loan.line),
                None => format!("lent on line {}", loan.line),
            },
            None => String::new(),
        };
        // What rustc names is the next use, and on some way only, where ways part.
        if let Some(later) = &reason.later_use {
            let comma = if words.is_empty() { "" } else { ", " };
            words.push_str(&format!("{comma}needed again on line {}", later.line));
        }
        words
    }

    fn moved(&self, place: &Place) -> String {
        let line = place.line;
        match self.receiver(place) {
            Some(receiver) => format!("moved into {} on line {line}", receiver.words),
            None => format!("moved on line {line}"),
        }
    }

    fn receiver(&self, place: &Place) -> Option<Receiver> {
        passing::receiver(self.source, &(place.start..place.end))
    }

    /// Moves and loans between this function's lanes, each once, in the order of the text.
    fn links(&self) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        for (number, variable) in self.body.variables.iter().enumerate() {
            for at in &variable.states {
                match at.state {
                    State::Moved | State::MaybeMoved | State::PartlyMoved => {
                        let moves = at.reason.moves.iter();
                        links.extend(moves.map(|place| self.move_of(number, place)));
                    }
                    State::Shared | State::Exclusive => {
                        if let Some(loan) = self.loan_of(number, at) {
                            join(&mut links, loan);
                        }
                    }
                    _ => {}
                }
            }
        }
        // What moves a part of a variable moves the place, where it has a lane of its own.
        let count = self.body.variables.len();
        for (number, (variable, place)) in self.places().into_iter().enumerate() {
            let moved = place.states.iter().filter(|at| at.state == State::Moved);
            for place in moved.flat_map(|at| &at.reason.moves) {
                let whole = self.move_of(variable, place);
                if links.contains(&whole) {
                    links.retain(|link| *link != whole);
                    links.push(self.move_of(count + number, place));
                }
            }
        }
        links.sort_by_key(|link| (link.line(), link.clone()));
        links.dedup();
        links
    }

    fn move_of(&self, from: usize, place: &Place) -> Link {
        let receiver = self.receiver(place);
        let name = receiver.as_ref().and_then(|it| it.variable.as_deref());
        Link::Move {
            from,
            to: name.and_then(|name| self.lane(name, place.end)),
            line: place.line,
            into: receiver.map_or_else(String::new, |it| it.words),
        }
    }

    fn loan_of(&self, owner: usize, at: &StateAt) -> Option<Link> {
        let loan = at.reason.loan.as_ref()?;
        let later = at.reason.later_use.as_ref()?;
        Some(Link::Loan {
            owner,
            borrower: self.borrower(later, loan).filter(|lane| *lane != owner),
            exclusive: at.state == State::Exclusive,
            line: loan.line,
            until: later.line,
            in_conflict: false,
        })
    }

    /// The lane of the reference that a later use names: by the text at that place, by the words of
    /// a drop, or because the loan was made for it.
    fn borrower(&self, later: &Place, loan: &Place) -> Option<usize> {
        let text = self.source.text().get(later.start..later.end)?;
        let dropped = later.words.split_once("when `").and_then(|(_, rest)| {
            let (name, rest) = rest.split_once('`')?;
            rest.starts_with(" is dropped").then_some(name)
        });
        let name = dropped.unwrap_or(text);
        if let Some(lane) = self.lane(name, later.start) {
            return Some(lane);
        }
        let made_for = self.receiver(loan)?.variable?;
        self.lane(&made_for, loan.end).filter(|lane| {
            let refers = self.body.variables[*lane].type_name.as_deref();
            refers.is_some_and(|name| name.contains(['&', '\'']))
        })
    }

    /// The lane of the variable that `name` means at `byte`, or directly behind it.
    fn lane(&self, name: &str, byte: usize) -> Option<usize> {
        let points = &self.body.points;
        let before = points.partition_point(|point| point.byte < byte);
        let named = |point: usize| {
            let mut lanes = self.body.variables.iter();
            lanes.position(|one| one.name == name && is_named(one, point))
        };
        named(before).or_else(|| named(before.checked_sub(1)?))
    }
}

/// Whether the variable's name means it at the point.
fn is_named(variable: &VariablePermissions, point: usize) -> bool {
    let at = variable.states.iter().find(|at| at.point == point);
    at.is_some_and(|at| !matches!(at.state, State::OutOfScope | State::Hidden))
}

/// Adds a loan, or makes the same loan longer.
fn join(links: &mut Vec<Link>, new: Link) {
    let Link::Loan {
        owner,
        borrower,
        exclusive,
        line,
        until,
        ..
    } = &new
    else {
        return;
    };
    for link in links.iter_mut() {
        if let Link::Loan {
            owner: known_owner,
            borrower: known_borrower,
            exclusive: known_exclusive,
            line: known_line,
            until: known_until,
            ..
        } = link
            && (*known_owner, *known_exclusive, *known_line) == (*owner, *exclusive, *line)
            && (known_borrower == borrower || known_borrower.is_none() || borrower.is_none())
        {
            *known_until = (*known_until).max(*until);
            *known_borrower = known_borrower.or(*borrower);
            return;
        }
    }
    links.push(new);
}

impl Link {
    /// The line on which it begins.
    pub fn line(&self) -> usize {
        match self {
            Link::Move { line, .. } | Link::Loan { line, .. } => *line,
        }
    }
}
