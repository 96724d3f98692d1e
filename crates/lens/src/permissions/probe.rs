//! The statements that are put into copies of the program, and the functions that they call.
//!
//! Each piece that rustc can complain about is a text of its own, so that the position of an error
//! says which question was answered.

use super::outline::Body;

/// The functions that probes call. `maybe` says no, and the compiler cannot know it.
pub(super) const PREAMBLE: &str = "\
#![allow(warnings)]
mod probe {
    pub const fn maybe() -> bool { false }
    pub const fn shared<T: ?Sized>(_: &T) {}
    pub const fn exclusive<T: ?Sized>(_: &mut T) {}
    pub const fn take<T>(value: T) { core::mem::forget(value) }
    pub trait Take: Sized { fn lens_take(self) { core::mem::forget(self) } }
    impl<T> Take for T {}
    pub struct Gone;
    #[diagnostic::on_unimplemented(message = \"TYPE=={Self}\")]
    pub trait Known {}
    pub const fn type_of<T: Known + ?Sized>(_: &T) {}
    pub const fn size_of<T>(_: &T) {}
}
";

/// How the message of a type probe begins; the type follows.
pub(super) const TYPE: &str = "TYPE==";

/// What stands for a moved variable: it has a value where the variable has none.
pub(super) const GONE: &str = "lens_gone";

/// What a piece of a probe asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// Can the program come here? An error says yes.
    Reachable,
    /// Was this body of this copy checked for loans at all? An error says yes.
    Control,
    /// Which type has the variable?
    Type,
    /// Has its type a size? An error says no.
    Sized,
    /// May it be read?
    Shared,
    /// May it be written?
    Exclusive,
    /// May it be moved?
    Take,
    /// Nothing of its own: the move that a loop comes back with.
    TakeAgain,
    /// Where was it moved before? The error also names the probe's own move; without an error the
    /// variable is copied and not moved.
    Moves,
    /// May it be read, asked as the only probe of a copy?
    Alone,
}

/// A piece of text, and what an error in it answers.
pub(super) type Piece = (String, Option<Question>);

/// Is the point reachable? A variable without a value is used, which is an error only where the
/// program can come.
pub(super) fn reachable(question: Question) -> Vec<Piece> {
    let used = "crate::probe::shared(&lens_unset);";
    vec![
        (" { let lens_unset: u8; ".into(), None),
        (used.into(), Some(question)),
        (" };".into(), None),
    ]
}

/// Which type has `name`, and has the type a size? Only behind a pointer it may have none.
pub(super) fn type_of(name: &str) -> Vec<Piece> {
    let asked = format!(" crate::probe::type_of(&{name});");
    let mut pieces = vec![(asked, Some(Question::Type))];
    if name.starts_with('*') {
        let asked = format!(" crate::probe::size_of(&{name});");
        pieces.push((asked, Some(Question::Sized)));
    }
    pieces
}

/// May `name` be read?
pub(super) fn alone(name: &str) -> Vec<Piece> {
    let asked = format!(" crate::probe::shared(&{name});");
    vec![(asked, Some(Question::Alone))]
}

/// Everything about `name` that one copy can be asked.
pub(super) fn all(name: &str, body: &Body) -> Vec<Piece> {
    let shared = format!(" crate::probe::shared(&{name});");
    let exclusive = format!(" crate::probe::exclusive(&mut {name});");
    let mut pieces = vec![
        (shared, Some(Question::Shared)),
        (exclusive, Some(Question::Exclusive)),
    ];
    pieces.extend(moves(name, body));
    pieces
}

/// Where was `name` moved before, and may it be moved?
///
/// rustc reports a set of moves once a body. A probe that moves by itself makes the set new at
/// every point, and `loop {}` keeps that move from the rest of the body. Looking back from such a
/// probe rustc does not pass through an outer loop; from one that is itself a loop it does.
pub(super) fn moves(name: &str, body: &Body) -> Vec<Piece> {
    let (import, take) = take(name, body.is_const);
    let shared = format!("crate::probe::shared(&{name});");
    let maybe = "if crate::probe::maybe()";
    let mut pieces = vec![
        (format!(" {maybe} {{ {maybe} {{ {import}"), None),
        (take.clone(), Some(Question::Take)),
        (" } ".into(), None),
        (shared.clone(), Some(Question::Moves)),
        (" loop {} };".into(), None),
    ];
    if body.has_loop {
        pieces.extend([
            (format!(" {maybe} {{ loop {{ {import}"), None),
            (shared, Some(Question::Moves)),
            (take, Some(Question::TakeAgain)),
            (" } };".into(), None),
        ]);
    }
    pieces
}

/// Moves `name`, after an import.
///
/// What is behind a reference may have no size (`*text` of a `&str`), and an argument without a
/// size is an error of types, which would keep rustc from checking the loans of the whole body. A
/// method is found for `*text` too: it takes the value where it has a size, else a reference to it.
/// A `const fn` can call no such method, so there what has no size is not answered.
fn take(name: &str, is_const: bool) -> (&'static str, String) {
    if name.starts_with('*') && !is_const {
        let import = "use crate::probe::Take as _; ";
        (import, format!("({name}).lens_take();"))
    } else {
        ("", format!("crate::probe::take({name});"))
    }
}
