//! What is told of the places within variables.

use super::asking::Asking;
use super::model::{Holds, PlacePermissions, Untold};
use super::outline::Body;
use super::probe::Question;
use super::states::{self, At};

/// The places within a variable that were asked about.
pub(super) fn places(asking: &Asking, number: usize, variable: usize) -> Vec<PlacePermissions> {
    let body = &asking.bodies[number];
    let places = numbers(body).filter(|place| body.variable_of(*place) == variable);
    places
        .filter(|place| why_not(asking, number, *place).is_none())
        .map(|place| {
            let type_name = asking.first.types.get(&(number, place)).cloned();
            PlacePermissions {
                path: body.text(place).to_owned(),
                holds: type_name.as_deref().map(Holds::of),
                type_name,
                is_writable: is_writable(asking, number, place),
                states: states::states(asking, number, place),
            }
        })
        .collect()
}

/// The places of a body that could not be asked about.
pub(super) fn untold(asking: &Asking, number: usize) -> Vec<Untold> {
    let body = &asking.bodies[number];
    let found = numbers(body).filter_map(|number_of_place| {
        let why = why_not(asking, number, number_of_place)?;
        let place = body.place(number_of_place)?;
        Some(Untold {
            line: asking.source.line(place.first.start),
            words: format!("`{}` is not asked ({why})", place.text),
        })
    });
    found.collect()
}

/// The numbers of a body's places.
fn numbers(body: &Body) -> impl Iterator<Item = usize> + '_ {
    body.variables.len()..body.len()
}

/// Why a place could not be asked about: there is no such place, or rustc refuses what a probe does
/// with it for another reason than a loan.
fn why_not(asking: &Asking, number: usize, place: usize) -> Option<String> {
    if let Some(message) = asking.first.not_there.get(&(number, place)) {
        return Some(message.clone());
    }
    let failures = at_points(asking, number, place)
        .flat_map(|at| at.first(Question::Shared))
        // What only unsafe code may read, and a field that may not be aligned.
        .find(|failure| matches!(failure.code.as_str(), "E0133" | "E0793"));
    failures.map(|failure| failure.message.clone())
}

/// Whether rustc lets the place be written, as the program declares its variable.
fn is_writable(asking: &Asking, number: usize, place: usize) -> Option<bool> {
    let mut asked = at_points(asking, number, place).peekable();
    asked.peek()?;
    let mut failures = asked.flat_map(|at| at.first(Question::Exclusive));
    Some(failures.all(|failure| failure.code != "E0596"))
}

/// The points at which a place was asked about.
fn at_points<'a, 's>(
    asking: &'a Asking<'s>,
    number: usize,
    place: usize,
) -> impl Iterator<Item = At<'a, 's>> {
    let points = asking.bodies[number].visible_points(place);
    let at = points.map(move |point| At {
        asking,
        body: number,
        variable: place,
        point,
    });
    at.filter(|at| at.is_checked() && at.asking.is_reachable(at.body, at.point))
}
