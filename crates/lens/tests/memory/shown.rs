//! One line a step: what a recorded run held, in a form that a reader can check.

use lens::memory::{Event, Kind, Memory, Target, Value};
use std::fmt::Write as _;

/// One line a step: line, variables by frame, blocks, and what happened before.
pub fn render(memory: &Memory) -> String {
    let mut out = String::new();
    for step in &memory.steps {
        let _ = write!(out, "{}:", step.line);
        let names: Vec<_> = step
            .frames
            .iter()
            .flat_map(|frame| &frame.bindings)
            .collect();
        let name = |number: u32| {
            let held = names.iter().find(|one| one.number == number);
            held.map_or_else(|| format!("?{number}"), |one| one.name.clone())
        };
        for (depth, frame) in step.frames.iter().enumerate() {
            if depth > 0 {
                let _ = write!(out, " {}(", frame.function);
            }
            for one in &frame.bindings {
                let _ = write!(out, " {}={}", one.name, value(&one.value, &name));
            }
            if depth > 0 {
                out.push_str(" )");
            }
        }
        for block in &step.heap {
            let contents = block
                .contents
                .as_ref()
                .map(|contents| value(contents, &name));
            let _ = write!(
                out,
                " | #{} {} {}",
                block.label,
                block.size,
                contents.unwrap_or_default()
            );
        }
        let _ = writeln!(out, "{}", events(&step.events));
    }
    let _ = writeln!(out, "{:?}{}", memory.ending, events(&memory.after));
    if !memory.leaked.is_empty() {
        let _ = writeln!(out, "leaked {:?}", memory.leaked);
    }
    out
}

fn events(events: &[Event]) -> String {
    let mut out = String::new();
    for event in events {
        let _ = match event {
            Event::Born {
                block,
                instead: Some(old),
                ..
            } => write!(out, " +{block}<{old}"),
            Event::Born { block, .. } => write!(out, " +{block}"),
            Event::Released { block } => write!(out, " -{block}"),
            Event::Entered { function } => write!(out, " enter:{function}"),
            Event::Left {
                function, unwinds, ..
            } => match unwinds {
                true => write!(out, " unwind:{function}"),
                false => write!(out, " leave:{function}"),
            },
            Event::Ended { name, .. } => write!(out, " end:{name}"),
            Event::Turn { thread } => write!(out, " turn:{thread}"),
            Event::Panicked { line, message } => write!(out, " panic:{line}:{message}"),
            Event::Declared { .. } | Event::Printed { .. } => Ok(()),
        };
    }
    if out.is_empty() {
        out
    } else {
        format!(" ;{out}")
    }
}

fn value(of: &Value, name: &impl Fn(u32) -> String) -> String {
    let list = |values: &[Value]| -> String {
        let all: Vec<String> = values.iter().map(|one| value(one, name)).collect();
        all.join(",")
    };
    match of {
        Value::Plain(word) => word.clone(),
        Value::Text(text, _) => format!("{text:?}"),
        Value::List(values, _) => format!("[{}]", list(values)),
        Value::Record(record, fields) => {
            let named = |(field, held): &(String, Value)| match field.parse::<usize>() {
                Ok(_) => value(held, name),
                Err(_) => format!("{field}:{}", value(held, name)),
            };
            let fields: Vec<String> = fields.iter().map(named).collect();
            format!("{record}({})", fields.join(","))
        }
        Value::Opaque(kind, size) => format!("<{kind} {size}>"),
        Value::Cut => "...".to_owned(),
        Value::Pointer(pointer) => {
            let mut out = String::from(match pointer.kind {
                Kind::Owning => "own ",
                Kind::Counted => "counted ",
                Kind::Weak => "weak ",
                Kind::Shared => "&",
                Kind::Exclusive => "&mut ",
                Kind::Raw => "*",
            });
            let _ = match pointer.to {
                Target::Block(label, 0) => write!(out, "#{label}"),
                Target::Block(label, offset) => write!(out, "#{label}+{offset}"),
                Target::Released(label) => write!(out, "x{label}"),
                Target::Variable(number, 0) => write!(out, "{}", name(number)),
                Target::Variable(number, offset) => write!(out, "{}+{offset}", name(number)),
                other => write!(out, "{}", format!("{other:?}").to_lowercase()),
            };
            let _ = match (pointer.length, pointer.capacity) {
                (Some(length), Some(capacity)) => write!(out, " {length}/{capacity}"),
                (Some(length), None) => write!(out, " {length}"),
                _ => Ok(()),
            };
            if let Some(seen) = &pointer.seen {
                let _ = write!(out, "={}", value(seen, name));
            }
            out
        }
    }
}
