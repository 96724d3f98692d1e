//! Parameters that end within their function.
//!
//! Rust drops parameters after everything that a body declares, so what they hold would be released
//! when the recorded frame is already left. A body therefore opens by taking its parameters over,
//! in their order, and drops them in the order in which they would have dropped:
//!
//! ```text
//! fn send(self, (to, _): (Name, u8)) {
//! fn send(self, __lens_given_1: (Name, u8)) { let __lens_self = self;
//!     let mut __lens_given_1 = __lens_given_1; let (to, _) = __lens_given_1;
//! ```
//!
//! A parameter that cannot be taken over stays where it is, and so do those before it.

use super::readers;
use crate::pattern::{self, Constants};
use crate::source::Source;
use proc_macro2::{TokenStream, TokenTree};
use std::ops::Range;
use syn::{FnArg, Pat, Receiver, ReceiverKind, Signature, Type};

/// The name that a method's `self` is taken over under.
pub(super) const SELF: &str = "__lens_self";

/// One parameter, as its function's body opens with it.
pub(super) struct Parameter {
    /// Statements that take it over; empty where it stays.
    pub(super) taking: String,
    /// Text to put in for its pattern.
    pub(super) pattern: Option<(Range<usize>, String)>,
    /// Places at which the body says `self`.
    pub(super) selves: Vec<Range<usize>>,
    /// The names that it binds: in the program, and in the body that is recorded.
    pub(super) names: Vec<(String, String)>,
}

impl Parameter {
    fn staying(names: Vec<String>) -> Parameter {
        Parameter {
            taking: String::new(),
            pattern: None,
            selves: Vec::new(),
            names: names.into_iter().map(|name| (name.clone(), name)).collect(),
        }
    }
}

/// The parameters of a function whose body is at `body`.
pub(super) fn of_function(
    source: &Source,
    constants: &Constants,
    signature: &Signature,
    body: Range<usize>,
) -> Vec<Parameter> {
    let mut stay = false;
    let mut parameters: Vec<Parameter> = (signature.inputs.iter().enumerate().rev())
        .map(|(index, input)| match input {
            FnArg::Receiver(receiver) => receiver_of(source, receiver, body.clone()),
            // It may not be there at all.
            FnArg::Typed(typed) if readers::conditional(&typed.attrs) => {
                stay = true;
                Parameter::staying(Vec::new())
            }
            FnArg::Typed(typed) => {
                let droppable = droppable(&typed.ty);
                one(source, constants, &typed.pat, index, droppable, &mut stay)
            }
        })
        .collect();
    parameters.reverse();
    parameters
}

/// The parameters of a closure. A type that is not written down may need a drop.
pub(super) fn of_closure<'p>(
    source: &Source,
    constants: &Constants,
    inputs: impl DoubleEndedIterator<Item = &'p Pat> + ExactSizeIterator,
) -> Vec<Parameter> {
    let mut stay = false;
    let mut parameters: Vec<Parameter> = (inputs.enumerate().rev())
        .map(|(index, input)| match input {
            Pat::Type(typed) => {
                let droppable = droppable(&typed.ty);
                one(source, constants, &typed.pat, index, droppable, &mut stay)
            }
            Pat::Reference(_) => Parameter::staying(pattern::names(input, constants)),
            _ => one(source, constants, input, index, true, &mut stay),
        })
        .collect();
    parameters.reverse();
    parameters
}

/// A parameter with a pattern; `stay` tells that a later one could not be taken over.
fn one(
    source: &Source,
    constants: &Constants,
    pattern: &Pat,
    index: usize,
    droppable: bool,
    stay: &mut bool,
) -> Parameter {
    let mut parameter = Parameter::staying(pattern::names(pattern, constants));
    if !droppable || *stay {
        return parameter;
    }
    if let Pat::Ident(name) = pattern
        && name.by_ref.is_none()
        && name.subpat.is_none()
        && !parameter.names.is_empty()
    {
        let (name, mutable) = (&name.ident, name.mutability.map_or("", |_| "mut "));
        parameter.taking = format!(" let {mutable}{name} = {name};");
        return parameter;
    }
    let range = source.range(pattern);
    let text = source.text().get(range.clone()).unwrap_or_default();
    // A comment would swallow what follows when its line break goes, and no line may be lost.
    if text.contains("//") || text.contains('\n') {
        *stay = true;
        return parameter;
    }
    let given = format!("__lens_given_{index}");
    // Nothing may be moved out of what the pattern `_` leaves whole.
    parameter.taking = match pattern {
        Pat::Wild(_) => format!(" let {given} = {given};"),
        _ => format!(" let mut {given} = {given}; let {text} = {given};"),
    };
    parameter.pattern = Some((range, given));
    parameter
}

/// A method's `self`, which can be taken over only under another name.
fn receiver_of(source: &Source, receiver: &Receiver, body: Range<usize>) -> Parameter {
    let mut parameter = Parameter::staying(vec!["self".to_owned()]);
    let droppable = match &receiver.kind {
        ReceiverKind::Value => true,
        ReceiverKind::Typed(_, written) => droppable(written),
        _ => false,
    };
    if !droppable {
        return parameter;
    }
    let text = source.text().get(body.clone()).unwrap_or_default();
    let mut selves = Vec::new();
    let renamed = text
        .parse()
        .ok()
        .and_then(|tokens| uses_of_self(tokens, true, &mut selves));
    if renamed.is_some() {
        let mutable = receiver.mutability.map_or("", |_| "mut ");
        parameter.taking = format!(" let {mutable}{SELF} = self;");
        parameter.names = vec![("self".to_owned(), SELF.to_owned())];
        let moved = |range: Range<usize>| range.start + body.start..range.end + body.start;
        parameter.selves = selves.into_iter().map(moved).collect();
    }
    parameter
}

/// Macros that neither show the text of what they are given nor look for the word `self` in it.
const PLAIN_MACROS: [&str; 15] = [
    "assert_eq",
    "assert_ne",
    "eprint",
    "eprintln",
    "format",
    "matches",
    "panic",
    "print",
    "println",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Collects the places where tokens say `self` and mean the value. `None` where it is not certain
/// that another word could stand there: in items within a body, or within macros.
fn uses_of_self(tokens: TokenStream, renaming: bool, selves: &mut Vec<Range<usize>>) -> Option<()> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let punctuation = |place: usize, sign: char| match tokens.get(place) {
        Some(TokenTree::Punct(punct)) => punct.as_char() == sign,
        _ => false,
    };
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "self" => {
                if !(punctuation(place + 1, ':') && punctuation(place + 2, ':')) {
                    renaming.then(|| selves.push(word.span().byte_range()))?;
                }
            }
            TokenTree::Ident(word) => {
                let item = ["fn", "impl", "trait", "macro_rules"];
                (!item.iter().any(|item| word == item)).then_some(())?;
            }
            // A text to be formatted may name it as well.
            TokenTree::Literal(literal) => {
                (!literal.to_string().contains("{self")).then_some(())?;
            }
            TokenTree::Group(group) => {
                let called = place
                    .checked_sub(2)
                    .map(|before| (&tokens[before], before + 1));
                let renaming = match called {
                    Some((TokenTree::Ident(name), sign)) if punctuation(sign, '!') => {
                        renaming && PLAIN_MACROS.iter().any(|plain| name == plain)
                    }
                    _ => renaming,
                };
                uses_of_self(group.stream(), renaming, selves)?;
            }
            TokenTree::Punct(_) => {}
        }
    }
    Some(())
}

/// Whether a value of this type may need a drop, as far as the text tells.
fn droppable(written: &Type) -> bool {
    match written {
        Type::Array(list) => droppable(&list.elem),
        Type::Group(inner) => droppable(&inner.elem),
        Type::Paren(inner) => droppable(&inner.elem),
        Type::Tuple(parts) => parts.elems.iter().any(droppable),
        Type::Path(path) => !path
            .path
            .get_ident()
            .is_some_and(|name| PLAIN_TYPES.iter().any(|plain| name == plain)),
        Type::FnPtr(_) | Type::Never(_) | Type::Ptr(_) | Type::Reference(_) => false,
        _ => true,
    }
}

const PLAIN_TYPES: [&str; 16] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn selves(body: &str) -> Option<usize> {
        let mut selves = Vec::new();
        uses_of_self(body.parse().expect("tokens"), true, &mut selves)?;
        Some(selves.len())
    }

    #[test]
    fn the_word_self_is_told_from_paths_and_texts() {
        assert_eq!(selves("{ self.a; (self, self::b(), Self::c) }"), Some(2));
        assert_eq!(
            selves("{ println!(\"{}\", self.a); vec![self.b] }"),
            Some(2)
        );
        assert_eq!(selves("{ println!(\"{self}\") }"), None);
        assert_eq!(selves("{ assert!(self.a) }"), None);
        assert_eq!(selves("{ assert!(a); self }"), Some(1));
        assert_eq!(selves("{ impl A { fn b(self) {} } }"), None);
    }
}
