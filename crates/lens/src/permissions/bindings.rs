//! The names that a pattern binds, and how each is made writable in a copy of the program.
//!
//! rustc would answer a probe that writes to a variable without `mut` with E0596 and say nothing of
//! loans, so the variable that is asked about is `mut` in its copy.

use crate::source::Source;
use std::ops::Range;
use syn::visit::{self, Visit};
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

/// The names bound by `pattern`, in the order of the text; a name of several alternatives once.
pub(super) fn of_pattern(source: &Source, pattern: &Pat) -> Vec<Binding> {
    let mut names = Names {
        source,
        found: Vec::new(),
    };
    match pattern {
        Pat::Ident(name) if name.subpat.is_none() => names.add(name, true),
        // `x: T` of a closure and of `let`.
        Pat::Type(typed) if matches!(&*typed.pat, Pat::Ident(_)) => {
            if let Pat::Ident(name) = &*typed.pat {
                names.add(name, name.subpat.is_none());
            }
        }
        other => names.visit_pat(other),
    }
    names.found
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

struct Names<'s> {
    source: &'s Source,
    found: Vec<Binding>,
}

impl Names<'_> {
    fn add(&mut self, pattern: &PatIdent, is_alone: bool) {
        let name = pattern.ident.to_string();
        let is_plain =
            pattern.by_ref.is_none() && pattern.mutability.is_none() && pattern.subpat.is_none();
        // An upper-case name on its own is a constant, or a variant without fields.
        if is_plain && name.starts_with(char::is_uppercase) {
            return;
        }
        if self.found.iter().any(|known| known.name == name) {
            return;
        }
        let range = self.source.range(&pattern.ident);
        let is_ref = pattern.by_ref.is_some();
        let writable = match (is_ref, &pattern.mutability) {
            (false, Some(_)) => Writable::Already,
            (false, None) if is_alone => Writable::Edit(range.start..range.start, "mut ".into()),
            _ => Writable::Shadow,
        };
        self.found.push(Binding {
            name,
            range,
            is_mut: pattern.mutability.is_some() && !is_ref,
            writable,
        });
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        self.add(pattern, false);
        visit::visit_pat_ident(self, pattern);
    }

    // The guard of an arm belongs to its pattern, but declares nothing here.
    fn visit_expr(&mut self, _: &'ast syn::Expr) {}

    fn visit_macro(&mut self, _: &'ast syn::Macro) {}
}
