//! What the lens tells about permissions: for each variable, each place within it that the program
//! names, and each point between statements, what may be done there, and why.

use serde::{Deserialize, Serialize};

/// Everything told about one program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Permissions {
    /// The functions with a body, in the order in which their bodies end.
    pub bodies: Vec<BodyPermissions>,
    /// The errors that the program has by itself, in rustc's order; also those of types, which keep
    /// rustc from checking loans.
    pub errors: Vec<Rejection>,
    /// What was not asked, or not answered.
    pub untold: Vec<Untold>,
}

/// One function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyPermissions {
    /// The function's name, without the type or module that it is in.
    pub name: String,
    /// The line on which the body opens, counted from 1.
    pub line: usize,
    /// The line on which it closes.
    pub last_line: usize,
    /// The points after statements and at openings, in the order of the text.
    pub points: Vec<PointAfter>,
    /// Parameters and variables, in the order of their declarations; those of closures too.
    pub variables: Vec<VariablePermissions>,
}

/// A point between two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PointAfter {
    /// The byte of the program before which a statement could stand.
    pub byte: usize,
    /// The line on which the statement or the opening before the point ends, counted from 1.
    pub line: usize,
    /// Whether the program can come here at all, as far as rustc can tell.
    pub is_reachable: bool,
}

/// One variable: a name bound by `let`, a parameter, or another pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VariablePermissions {
    /// Its name.
    pub name: String,
    /// The line of its declaration, counted from 1.
    pub line: usize,
    /// The first byte of its name in the declaration.
    pub start: usize,
    /// The byte after its name in the declaration.
    pub end: usize,
    /// The line on which its scope ends.
    pub last_line: usize,
    /// Whether the program declares it `mut`.
    pub is_mut: bool,
    /// Its type in rustc's words, when rustc told it.
    pub type_name: Option<String>,
    /// What kind of value it holds, when its type is known.
    pub holds: Option<Holds>,
    /// Its states, from its first point to the last of the body.
    pub states: Vec<StateAt>,
    /// The places within it that the program names, in the order of the text.
    pub places: Vec<PlacePermissions>,
}

/// A place within a variable: a field, what a reference or a box points to, or a field of that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacePermissions {
    /// How it is written: `invoice.number`, `*total`.
    pub path: String,
    /// Its type in rustc's words, when rustc told it.
    pub type_name: Option<String>,
    /// What kind of value it holds, when its type is known.
    pub holds: Option<Holds>,
    /// Whether it may be written where it has a value and nothing is lent: not in a variable that
    /// is not `mut`, nor behind `&`. `None` where rustc did not tell.
    pub is_writable: Option<bool>,
    /// Its states, from its first point to the last of the body. They are often those of the
    /// variable: a figure may leave such a place out.
    pub states: Vec<StateAt>,
}

/// What kind of value a variable holds.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// A value of its own.
    Owner,
    /// A shared reference, `&`.
    SharedReference,
    /// An exclusive reference, `&mut`.
    ExclusiveReference,
    /// A raw pointer, `*const` or `*mut`: an address that nobody checks.
    RawPointer,
}

impl Holds {
    /// What a value of the type holds: `&T`, `&'a T`, `&mut T`, `*const T` or something else.
    pub(super) fn of(type_name: &str) -> Holds {
        if type_name.starts_with("*const ") || type_name.starts_with("*mut ") {
            return Holds::RawPointer;
        }
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
}

/// The state of a variable, or of a place within one, at a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateAt {
    /// The number of the point in [`BodyPermissions::points`].
    pub point: usize,
    /// What may be done.
    pub state: State,
    /// Whether the variable could be moved out of (or copied) at this point; `None` where not asked.
    pub may_be_moved: Option<bool>,
    /// Why the state is so, as far as rustc's labels tell it.
    pub reason: Reason,
}

/// What may be done with a variable or a place; it speaks of loans and moves, not of `mut`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has no value yet, or not on every way to the point.
    Unset,
    /// Nothing is lent.
    Free,
    /// Lent out by `&`: it may be read only.
    Shared,
    /// Lent out by `&mut`: it may not be used.
    Exclusive,
    /// Its value was moved out on every way to the point.
    Moved,
    /// A part of its value was moved out, on some way to the point.
    PartlyMoved,
    /// Its value was moved out on at least one way to the point, and not, or not known to be, on
    /// every.
    MaybeMoved,
    /// It holds a reference whose loan has ended: a use here would be an error elsewhere.
    Expired,
    /// Its scope has ended.
    OutOfScope,
    /// Another variable of the same name hides it, so it cannot be asked about.
    Hidden,
    /// The point is in a closure, where a use would change what the closure captures.
    InClosure,
    /// The program cannot come to the point.
    Unreachable,
    /// rustc did not answer; [`Permissions::untold`] or the reason's words say why.
    Untold,
}

/// Why a state is so. Everything in it comes from rustc's labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The places where the value, or a part, was moved out.
    pub moves: Vec<Place>,
    /// Where it was lent.
    pub loan: Option<Place>,
    /// The later use that keeps the loan alive.
    pub later_use: Option<Place>,
    /// What ended the loan of an expired reference.
    pub ended: Option<Place>,
    /// Why there is no answer, in the lens's own words.
    pub untold: Option<String>,
}

/// A place in the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// The line of its first byte, counted from 1.
    pub line: usize,
    /// rustc's words for it.
    pub words: String,
}

/// An error of rustc about the program as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// The error code, such as `E0382`; syntax errors have none.
    pub code: Option<String>,
    /// The first line of what rustc says.
    pub message: String,
    /// The places that it points at, in the order of the text.
    pub places: Vec<Pointed>,
    /// The first lines of its notes and helps.
    pub notes: Vec<String>,
}

/// A place that an error points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pointed {
    /// Where, and rustc's words under it, which are often empty.
    #[serde(flatten)]
    pub place: Place,
    /// Whether this is the place of the error itself.
    pub is_primary: bool,
}

impl Rejection {
    /// The first place of the error itself.
    pub fn primary(&self) -> Option<&Place> {
        let primary = self.places.iter().find(|it| it.is_primary);
        primary.map(|it| &it.place)
    }
}

/// A construct that was not asked, or an answer that did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Untold {
    /// The line, counted from 1.
    pub line: usize,
    /// The construct and the reason.
    pub words: String,
}
