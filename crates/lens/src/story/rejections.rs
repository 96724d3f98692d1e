//! Why a program is rejected: rustc's places, each with the part that it plays, and the lanes that
//! they are about.

use super::lanes;
use super::model::{Function, Link, Rejection, Role, Spot};
use super::passing;
use crate::permissions::{self, Meaning, Permissions, Place, Pointed, State};
use crate::source::Source;

/// The errors of the program itself. The loans that they are about are marked among the links of
/// `functions`, or added where no point between statements lies in the loan.
pub(super) fn rejections(
    source: &Source,
    permissions: &Permissions,
    functions: &mut [Function],
) -> Vec<Rejection> {
    let errors = permissions.errors.iter();
    errors
        .map(|error| {
            let lane = lane_of(source, permissions, error);
            if let Some((function, lane)) = lane {
                mark_conflict(source, permissions, error, function, lane, functions);
            }
            Rejection {
                code: error.code.clone(),
                message: error.message.clone(),
                places: error.places.iter().map(spot).collect(),
                notes: error.notes.clone(),
                told: told(source, permissions, error),
                function: lane.map(|(function, _)| function),
                lane: lane.map(|(_, lane)| lane),
            }
        })
        .collect()
}

fn spot(pointed: &Pointed) -> Spot {
    Spot {
        start: pointed.place.start,
        end: pointed.place.end,
        line: pointed.place.line,
        role: role(pointed),
        words: pointed.place.words.clone(),
    }
}

fn role(pointed: &Pointed) -> Role {
    if pointed.is_primary {
        return Role::Refused;
    }
    match permissions::meaning(&pointed.place.words) {
        Meaning::Moved | Meaning::PartlyMoved => Role::Moved,
        Meaning::Lent => Role::Lent,
        Meaning::LaterUse => Role::StillNeeded,
        Meaning::Dropped => Role::Dropped,
        Meaning::Other => Role::Other,
    }
}

/// The lane of the variable that the error names: in its message, at the place of the error.
fn lane_of(
    source: &Source,
    permissions: &Permissions,
    error: &permissions::Rejection,
) -> Option<(usize, usize)> {
    let primary = error.primary()?;
    let name = error.message.split('`').nth(1).map(root)?;
    lanes::find(source, permissions, name, primary)
}

/// The variable that a place is reached through: `ticket` of `ticket.name`, `r` of `*r`.
fn root(place: &str) -> &str {
    let start = place.trim_start_matches(['*', '&', '(', ' ']);
    let start = start.strip_prefix("mut ").unwrap_or(start);
    let end = start.find(|c: char| !c.is_alphanumeric() && c != '_');
    &start[..end.unwrap_or(start.len())]
}

/// Marks the loan that is in the way.
fn mark_conflict(
    source: &Source,
    permissions: &Permissions,
    error: &permissions::Rejection,
    function: usize,
    owner: usize,
    functions: &mut [Function],
) {
    let with = |role_of: Role| {
        let mut places = error.places.iter();
        places.find(|it| role(it) == role_of).map(|it| &it.place)
    };
    // Of a value that does not live long enough, the place of the error is where it was lent.
    let lent = with(Role::Lent).or_else(|| with(Role::Dropped).and(error.primary()));
    let (Some(lent), Some(needed)) = (lent, with(Role::StillNeeded)) else {
        return;
    };
    let Some(function) = functions.get_mut(function) else {
        return;
    };
    let known = function.links.iter_mut().find_map(|link| match link {
        Link::Loan {
            owner: of,
            line,
            until,
            in_conflict,
            ..
        } if (*of, *line) == (owner, lent.line) => Some((until, in_conflict)),
        _ => None,
    });
    if let Some((until, in_conflict)) = known {
        *until = (*until).max(needed.line);
        *in_conflict = true;
        return;
    }
    let name = source.text().get(needed.start..needed.end).map(root);
    let borrower = name.and_then(|name| lanes::find(source, permissions, name, needed));
    function.links.push(Link::Loan {
        owner,
        borrower: borrower.map(|(_, lane)| lane).filter(|lane| *lane != owner),
        exclusive: is_exclusive(source, permissions, lent).unwrap_or_default(),
        line: lent.line,
        until: needed.line,
        in_conflict: true,
    });
    function
        .links
        .sort_by_key(|link| (link.line(), link.clone()));
}

/// Whether it was lent by `&mut`: as rustc's words say, or the text at that place, or the answer
/// about what may be done while that loan lasts. `None` where nothing tells.
fn is_exclusive(source: &Source, permissions: &Permissions, lent: &Place) -> Option<bool> {
    let words = &lent.words;
    if words.contains("immutable borrow") {
        return Some(false);
    }
    if words.contains("mutable borrow") {
        return Some(true);
    }
    let text = source.text().get(lent.start..lent.end).unwrap_or_default();
    if let Some(behind) = text.strip_prefix('&') {
        let is_mut = behind.trim_start().strip_prefix("mut");
        return Some(
            is_mut.is_some_and(|it| !it.starts_with(|c: char| c.is_alphanumeric() || c == '_')),
        );
    }
    let variables = permissions.bodies.iter().flat_map(|body| &body.variables);
    let mut states = variables.flat_map(|variable| {
        let places = variable.places.iter().flat_map(|place| &place.states);
        variable.states.iter().chain(places)
    });
    states.find_map(|at| {
        let loan = at.reason.loan.as_ref()?;
        let is_it = (loan.start, loan.end) == (lent.start, lent.end);
        match at.state {
            State::Shared if is_it => Some(false),
            State::Exclusive if is_it => Some(true),
            _ => None,
        }
    })
}

/// The error as sentences without their full stops: what came first, the use that is refused, what
/// is needed later.
fn told(source: &Source, permissions: &Permissions, error: &permissions::Rejection) -> Vec<String> {
    let mut sentences = Vec::new();
    let of = |wanted: Role| error.places.iter().filter(move |it| role(it) == wanted);
    for Pointed { place, .. } in of(Role::Moved) {
        let receiver = passing::receiver(source, &(place.start..place.end));
        let into = receiver.map_or_else(String::new, |it| format!(" into {}", it.words));
        sentences.push(format!("line {} moves the value{into}", place.line));
    }
    for Pointed { place, .. } in of(Role::Lent) {
        let how = match is_exclusive(source, permissions, place) {
            Some(true) => " by `&mut`",
            Some(false) => " by `&`",
            None => "",
        };
        sentences.push(format!("line {} lends it{how}", place.line));
    }
    if let Some(primary) = error.primary() {
        sentences.push(format!(
            "line {} is refused: {}",
            primary.line, error.message
        ));
    }
    for Pointed { place, .. } in of(Role::Dropped) {
        sentences.push(format!("on line {} what is lent is dropped", place.line));
    }
    for Pointed { place, .. } in of(Role::StillNeeded) {
        sentences.push(format!("line {} still needs the loan", place.line));
    }
    for Pointed { place, .. } in of(Role::Other) {
        if !place.words.is_empty() {
            sentences.push(format!("line {}: {}", place.line, place.words));
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_a_place_is_its_variable() {
        for (place, name) in [
            ("invoice", "invoice"),
            ("ticket.name", "ticket"),
            ("*r", "r"),
            ("(*r).x", "r"),
            ("&mut list[..]", "list"),
            ("", ""),
        ] {
            assert_eq!(root(place), name);
        }
    }
}
