//! Values and events in plain words.

use super::model::{Event, EventKind, Variable};
use crate::memory::{Kind, Pointer, Target, Value};

/// The name of what a pointer points to, as [`value`] writes it.
pub(super) type Names<'a> = &'a dyn Fn(Target) -> String;

/// A value on one line, as a reader of Rust would write it; what is behind a pointer is not spelled
/// out, but called by its name.
pub(super) fn value(value: &Value, names: Names) -> String {
    match value {
        Value::Plain(word) => word.clone(),
        Value::Text(text, length) => text_of(text, *length),
        Value::Record(name, fields) => record(name, fields, names),
        Value::List(values, length) => {
            let mut parts: Vec<String> = values.iter().map(|it| self::value(it, names)).collect();
            if *length > values.len() {
                parts.push(format!("… {} in all", length));
            }
            format!("[{}]", parts.join(", "))
        }
        Value::Pointer(pointer) => pointer_of(pointer, names),
        Value::Opaque(name, size) => format!("{name}, {}", bytes(*size)),
        Value::Cut => "…".into(),
    }
}

/// What is said of something that holds a value: "is 5", "owns block #1 …".
pub(super) fn predicate(value: &Value, names: Names) -> String {
    let words = self::value(value, names);
    match value {
        Value::Pointer(pointer) if is_verb(pointer.kind) => words,
        _ => format!("is {words}"),
    }
}

fn text_of(text: &str, length: usize) -> String {
    if length > text.len() {
        format!("{text:?}… {length} bytes in all")
    } else {
        format!("{text:?}")
    }
}

fn record(name: &str, fields: &[(String, Value)], names: Names) -> String {
    let is_tuple = fields
        .iter()
        .enumerate()
        .all(|(index, (field, _))| *field == index.to_string());
    let parts: Vec<String> = fields
        .iter()
        .map(|(field, it)| match is_tuple {
            true => value(it, names),
            false => format!("{field}: {}", value(it, names)),
        })
        .collect();
    match (is_tuple, fields.is_empty()) {
        (_, true) => name.to_owned(),
        (true, _) => format!("{name}({})", parts.join(", ")),
        (false, _) => format!("{name} {{ {} }}", parts.join(", ")),
    }
}

fn pointer_of(pointer: &Pointer, names: Names) -> String {
    let mut words = format!("{} ", arrow(pointer.kind));
    let is_named = matches!(pointer.to, Target::Variable(..) | Target::Block(..));
    if is_named && pointer.seen.is_some() {
        words.push_str("a part of ");
    }
    words.push_str(&names(pointer.to));
    words.push_str(&match (pointer.length, pointer.capacity) {
        (Some(length), Some(capacity)) => format!(" (length {length}, capacity {capacity})"),
        (Some(length), None) => format!(" (length {length})"),
        _ => String::new(),
    });
    if let Some(seen) = pointer.seen.as_ref().filter(|_| !is_named) {
        words.push_str(&format!(": {}", value(seen, names)));
    }
    words
}

/// What a pointer is called: its sign in text.
pub(super) fn arrow(kind: Kind) -> &'static str {
    match kind {
        Kind::Owning => "owns",
        Kind::Counted => "shares",
        Kind::Weak => "watches",
        Kind::Shared => "&",
        Kind::Exclusive => "&mut",
        Kind::Raw => "a raw pointer to",
    }
}

/// Whether [`arrow`] says what the pointer does, and not what it is.
fn is_verb(kind: Kind) -> bool {
    matches!(kind, Kind::Owning | Kind::Counted | Kind::Weak)
}

/// What a pointer points to, by name; `variable` finds a variable by its number.
pub(super) fn target<'v>(
    target: Target,
    variable: impl FnOnce(u32) -> Option<&'v Variable>,
) -> String {
    let named = match target {
        Target::Variable(number, _) => variable(number),
        _ => None,
    };
    named.map_or_else(|| elsewhere(target), |it| format!("`{}`", it.name))
}

/// The name of a target that has no variable and no block.
pub(super) fn elsewhere(target: Target) -> String {
    match target {
        Target::Block(label, _) => format!("block #{label}"),
        Target::Released(label) => format!("block #{label}, which is freed"),
        Target::Variable(..) => "a variable of another function".into(),
        Target::Ended => "a variable whose scope has ended".into(),
        Target::Stack => "a value without a name on the stack".into(),
        Target::Static => "static memory".into(),
        Target::Nothing => "nothing".into(),
        Target::Elsewhere => "memory that the recorder does not know".into(),
    }
}

/// "1 byte", "12 bytes".
pub(super) fn bytes(count: usize) -> String {
    match count {
        1 => "1 byte".into(),
        count => format!("{count} bytes"),
    }
}

/// Whether a function is one that runs when a value is dropped.
pub(super) fn is_destructor(function: &str) -> bool {
    function.ends_with("::drop")
}

/// How a function is entered.
pub(super) fn entered(function: &str) -> String {
    match function {
        "main" => "`main` begins".into(),
        "closure" => "the closure is called".into(),
        name if is_destructor(name) => format!("`{name}` runs"),
        name => format!("`{name}` is called"),
    }
}

/// How a function is left.
pub(super) fn left(function: &str) -> String {
    match function {
        "main" => "`main` ends".into(),
        "closure" => "the closure returns".into(),
        name if is_destructor(name) => format!("`{name}` is done"),
        name => format!("`{name}` returns"),
    }
}

/// How a function is left that a panic goes through.
pub(super) fn left_by_panic(function: &str) -> String {
    match function {
        "closure" => "the closure is left by the panic".into(),
        name => format!("`{name}` is left by the panic"),
    }
}

/// An event about variables and blocks.
pub(super) fn event(
    kind: EventKind,
    words: impl Into<String>,
    variables: &[u32],
    blocks: &[u32],
) -> Event {
    Event {
        kind,
        words: words.into(),
        variables: variables.to_vec(),
        blocks: blocks.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_like_rust() {
        let number = |n: &str| Value::Plain(n.into());
        let names = |target| elsewhere(target);
        for (given, expected) in [
            (number("5"), "5"),
            (Value::Text("Ada".into(), 3), "\"Ada\""),
            (Value::Text("Ada".into(), 300), "\"Ada\"… 300 bytes in all"),
            (Value::Record("None".into(), vec![]), "None"),
            (
                Value::Record("Some".into(), vec![("0".into(), number("1"))]),
                "Some(1)",
            ),
            (
                Value::Record("Point".into(), vec![("x".into(), number("1"))]),
                "Point { x: 1 }",
            ),
            (
                Value::List(vec![number("1"), number("2")], 9),
                "[1, 2, … 9 in all]",
            ),
            (Value::Opaque("Stdout".into(), 8), "Stdout, 8 bytes"),
        ] {
            assert_eq!(value(&given, &names), expected);
        }
    }
}
