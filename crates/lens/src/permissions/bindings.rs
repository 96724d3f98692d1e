//! How each name that a pattern binds is made writable in a copy of the program.
//!
//! rustc would answer a probe that writes to a variable without `mut` with E0596 and say nothing of
//! loans, so the variable that is asked about is `mut` in its copy.

use crate::pattern::{self, Constants};
use crate::source::Source;
use std::ops::Range;
use syn::{Pat, PatIdent, Receiver, ReceiverKind};

/// One name bound by a pattern.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub name: String,
    /// The bytes of the name where it is declared.
    pub range: Range<usize>,
    /// Whether the program says `mut`.
    pub is_mut: bool,
    pub writable: Writable,
}

/// How a name becomes writable.
#[derive(Clone, Debug)]
pub(super) enum Writable {
    /// It is.
    Already,
    /// By this text in the place of these bytes.
    Edit(Range<usize>, String),
    /// By `let mut x = x;` at the first point of its scope: inside a pattern `mut` would turn off
    /// default binding modes, and beside `ref` it is not allowed.
    Shadow,
}

/// The names bound by `pattern`, in the order of the text.
pub(super) fn of_pattern(source: &Source, pattern: &Pat, constants: &Constants) -> Vec<Binding> {
    let alone = match pattern {
        // `x: T` of a closure and of `let`.
        Pat::Type(typed) => &*typed.pat,
        other => other,
    };
    let is_alone = matches!(alone, Pat::Ident(name) if name.subpat.is_none());
    let bound = pattern::bound(pattern, constants).into_iter();
    bound.map(|name| of_name(source, name, is_alone)).collect()
}

fn of_name(source: &Source, name: &PatIdent, is_alone: bool) -> Binding {
    let range = source.range(&name.ident);
    let is_ref = name.by_ref.is_some();
    let writable = match (is_ref, &name.mutability) {
        (false, Some(_)) => Writable::Already,
        (false, None) if is_alone => Writable::Edit(range.start..range.start, "mut ".into()),
        _ => Writable::Shadow,
    };
    Binding {
        name: name.ident.to_string(),
        range,
        is_mut: name.mutability.is_some() && !is_ref,
        writable,
    }
}

/// The binding of a method's `self`.
pub(super) fn receiver(source: &Source, receiver: &Receiver) -> Binding {
    let range = source.range(&receiver.self_token);
    let whole = source.range(receiver);
    let writable = match &receiver.kind {
        _ if receiver.mutability.is_some() => Writable::Already,
        ReceiverKind::Reference(_, lifetime, mutability) => {
            let lifetime = lifetime
                .as_ref()
                .map_or(String::new(), |it| format!("{it} "));
            let mutability = if mutability.is_some() { "mut " } else { "" };
            // Attributes before the receiver stay where they are.
            let from = receiver
                .attrs
                .last()
                .map_or(whole.start, |it| source.range(it).end);
            let text = format!(" mut self: &{lifetime}{mutability}Self");
            Writable::Edit(from..whole.end, text)
        }
        _ => Writable::Edit(range.start..range.start, "mut ".to_owned()),
    };
    Binding {
        name: "self".to_owned(),
        range,
        is_mut: receiver.mutability.is_some(),
        writable,
    }
}
