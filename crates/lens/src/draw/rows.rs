//! A value as rows of text: what stands in a box of the memory drawing.

use super::svg::cut;
use crate::memory::{Pointer, Target, Value};

/// The most rows of one value.
const ROWS: usize = 10;
/// The most letters of a value on one row.
const LETTERS: usize = 24;
/// How deep fields are drawn below each other.
const DEPTH: usize = 4;

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// How deep it lies in the value.
    pub indent: usize,
    /// The name of the variable or field.
    pub label: String,
    /// What is there.
    pub text: String,
    /// What stands quietly at the right.
    pub side: String,
    /// The pointer that begins here.
    pub pointer: Option<Pointer>,
}

/// The rows of a value that has a name, or of one in a block (`label` is empty).
pub(super) fn rows(label: &str, value: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    match value {
        // The counts of a counted block go before its value, on one row.
        Value::Record(_, fields) if label.is_empty() => match fields.as_slice() {
            [
                (strong, Value::Plain(owners)),
                (weak, Value::Plain(watchers)),
                (_, value),
            ] if strong == "strong" && weak == "weak" => {
                rows.push(Row {
                    text: format!("strong {owners}, weak {watchers}"),
                    ..Row::default()
                });
                add(&mut rows, 0, "", value);
            }
            _ => add(&mut rows, 0, "", value),
        },
        // A handle of a variable has a row of its own, below its name.
        Value::Pointer(pointer) if pointer.length.is_some() && !label.is_empty() => {
            rows.push(Row {
                label: cut(label, LETTERS),
                ..Row::default()
            });
            let below = Row {
                indent: 1,
                side: "ptr".into(),
                ..Row::default()
            };
            add_pointer(&mut rows, below, pointer);
        }
        value => add(&mut rows, 0, label, value),
    }
    if rows.len() > ROWS {
        let more = rows.len() - (ROWS - 1);
        rows.truncate(ROWS - 1);
        rows.push(Row {
            text: format!("… {more} more"),
            ..Row::default()
        });
    }
    rows
}

fn add(rows: &mut Vec<Row>, indent: usize, label: &str, value: &Value) {
    let mut row = Row {
        indent,
        label: cut(label, LETTERS),
        ..Row::default()
    };
    // More than is kept is not worth looking at.
    if rows.len() > ROWS * 8 {
        return;
    }
    if let Value::Pointer(pointer) = value {
        return add_pointer(rows, row, pointer);
    }
    if let Some(text) = inline(value) {
        row.text = text;
        rows.push(row);
        return;
    }
    match value {
        Value::Record(name, fields) => {
            row.text = cut(name, LETTERS);
            match fields.as_slice() {
                [(field, Value::Pointer(pointer))] if field == "0" => {
                    add_pointer(rows, row, pointer);
                }
                _ if indent >= DEPTH => {
                    row.text = format!("{} …", row.text);
                    rows.push(row);
                }
                fields => {
                    let indent = if is_headless(&row) {
                        indent
                    } else {
                        indent + 1
                    };
                    if !is_headless(&row) {
                        rows.push(row);
                    }
                    for (name, value) in fields {
                        add(rows, indent, name, value);
                    }
                }
            }
        }
        Value::List(elements, count) => {
            let indent = if is_headless(&row) {
                indent
            } else {
                indent + 1
            };
            if !is_headless(&row) {
                row.text = match count {
                    1 => "1 element".into(),
                    count => format!("{count} elements"),
                };
                rows.push(row);
            }
            for (number, element) in elements.iter().enumerate() {
                add(rows, indent, &format!("[{number}]"), element);
            }
            if let Some(more) = count.checked_sub(elements.len()).filter(|more| *more > 0) {
                rows.push(Row {
                    indent,
                    text: format!("… {more} more"),
                    ..Row::default()
                });
            }
        }
        _ => rows.push(row),
    }
}

fn is_headless(row: &Row) -> bool {
    row.label.is_empty() && row.text.is_empty()
}

/// A pointer's row: what it comes with, and where it leads if no arrow can tell.
fn add_pointer(rows: &mut Vec<Row>, mut row: Row, pointer: &Pointer) {
    let mut words: Vec<String> = Vec::new();
    if let Some(length) = pointer.length {
        words.push(format!("len {length}"));
    }
    // Of a block that is freed its label says enough.
    let is_freed = matches!(pointer.to, Target::Released(_));
    if let Some(capacity) = pointer.capacity.filter(|_| !is_freed) {
        words.push(format!("cap {capacity}"));
    }
    match (pointer.to, pointer.seen.as_deref()) {
        (Target::Released(label), _) => words.insert(0, format!("#{label} freed")),
        (Target::Ended, _) => words.push("to what has ended".into()),
        (Target::Stack | Target::Elsewhere, Some(seen)) => {
            words.push(match inline(seen) {
                Some(seen) => format!("to {seen}"),
                None => "to a value".into(),
            });
        }
        (Target::Stack, None) => words.push("to the stack".into()),
        (Target::Elsewhere, None) => words.push("elsewhere".into()),
        _ => {}
    }
    let words = words.join(", ");
    row.text = match row.text.is_empty() {
        true => words,
        false => format!("{} {words}", row.text).trim_end().to_owned(),
    };
    row.pointer = Some(pointer.clone());
    rows.push(row);
}

/// A value on one row, if it is short and points to nothing.
pub(super) fn inline(value: &Value) -> Option<String> {
    let text = match value {
        Value::Plain(text) => return Some(cut(text, LETTERS)),
        Value::Text(text, _) => return Some(cut(&format!("\"{text}\""), LETTERS)),
        Value::Opaque(name, size) => {
            let bytes = if *size == 1 { "byte" } else { "bytes" };
            return Some(cut(&format!("{size} {bytes} of {name}"), LETTERS));
        }
        Value::Cut => return Some("…".into()),
        Value::Pointer(_) => return None,
        Value::Record(name, fields) if fields.is_empty() => name.clone(),
        Value::Record(name, fields) => {
            let is_tuple = fields.iter().all(|(field, _)| is_number(field));
            if fields.len() > 4 || !(is_tuple || fields.len() == 1) {
                return None;
            }
            let all: Option<Vec<String>> = fields
                .iter()
                .map(|(field, value)| match is_number(field) {
                    true => inline(value),
                    false => Some(format!("{field}: {}", inline(value)?)),
                })
                .collect();
            match is_tuple {
                true => format!("{name}({})", all?.join(", ")),
                false => format!("{name} {{ {} }}", all?.join(", ")),
            }
        }
        Value::List(elements, count) if elements.len() == *count && *count <= 8 => {
            let all: Option<Vec<String>> = elements.iter().map(inline).collect();
            format!("[{}]", all?.join(", "))
        }
        Value::List(..) => return None,
    };
    (text.chars().count() <= LETTERS).then_some(text)
}

fn is_number(field: &str) -> bool {
    !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Kind;

    fn pointer(to: Target, length: Option<usize>) -> Value {
        Value::Pointer(Pointer {
            kind: Kind::Owning,
            to,
            length,
            capacity: length,
            seen: None,
        })
    }

    fn told(label: &str, value: &Value) -> Vec<String> {
        let rows = rows(label, value);
        let told = rows.iter().map(|row| {
            let dot = if row.pointer.is_some() { " ●" } else { "" };
            let words = format!("{} {}", row.label, row.text);
            format!("{}{}{dot}", "  ".repeat(row.indent), words.trim())
        });
        told.collect()
    }

    #[test]
    fn a_handle_has_its_length_and_capacity_below_its_name() {
        let value = pointer(Target::Block(1, 0), Some(3));
        assert_eq!(told("name", &value), ["name", "  len 3, cap 3 ●"]);
    }

    #[test]
    fn fields_stand_below_each_other_and_an_option_beside_its_pointer() {
        let next = Value::Record(
            "Some".into(),
            vec![("0".into(), pointer(Target::Ended, None))],
        );
        let node = Value::Record(
            "Node".into(),
            vec![
                ("value".into(), Value::Plain("3".into())),
                ("next".into(), next),
            ],
        );
        assert_eq!(
            told("list", &node),
            ["list Node", "  value 3", "  next Some to what has ended ●"]
        );
    }

    #[test]
    fn elements_of_a_block_have_a_row_each() {
        let one = pointer(Target::Block(1, 0), Some(3));
        let list = Value::List(vec![one.clone(), one], 2);
        assert_eq!(
            told("", &list),
            ["[0] len 3, cap 3 ●", "[1] len 3, cap 3 ●"]
        );
        let plain = |text: &str| Value::Plain(text.into());
        let counted = Value::Record(
            "Rc".into(),
            vec![
                ("strong".into(), plain("2")),
                ("weak".into(), plain("0")),
                ("value".into(), plain("5")),
            ],
        );
        assert_eq!(told("", &counted), ["strong 2, weak 0", "5"]);
    }

    #[test]
    fn a_long_value_is_cut_in_words() {
        let list = Value::List(vec![pointer(Target::Nothing, None); 20], 1000);
        let rows = rows("all", &list);
        assert_eq!(rows.len(), ROWS);
        assert_eq!(rows[ROWS - 1].text, "… 13 more");
    }
}
