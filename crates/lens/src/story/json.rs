//! A story as JSON: the form in which it is kept and compared.
//!
//! Most of memory stays as it is from one step to the next, so a variable or a block that is told as
//! at the last step that told of it is written as its number alone. Each function and each step has
//! a line of its own, so that a difference can be read.

use super::model::Story;
use serde_json::{Value, from_value, json, to_value};
use std::collections::BTreeMap;
use std::fmt;

/// Why a text is no story.
#[derive(Debug)]
pub struct NotAStory(String);

impl fmt::Display for NotAStory {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "this is no story: {}", self.0)
    }
}

impl std::error::Error for NotAStory {}

impl Story {
    /// The story as JSON; `docs/story.md` of this crate documents it.
    pub fn to_json(&self) -> String {
        // A story is text, numbers and lists, of which all can be written.
        let mut whole = to_value(self).unwrap_or_default();
        each_item(&mut whole, &mut |known: &mut Known, item, number| {
            if known.get(&number) == Some(item) {
                *item = json!(number);
            } else {
                known.insert(number, item.clone());
            }
        });
        let mut text = String::new();
        lines(&whole, 0, &mut text);
        text.push('\n');
        text
    }

    /// Reads a story back.
    ///
    /// # Errors
    /// When the text is no JSON, or no story of this version.
    pub fn from_json(text: &str) -> Result<Story, NotAStory> {
        let wrong = |error: serde_json::Error| NotAStory(error.to_string());
        let mut whole: Value = serde_json::from_str(text).map_err(wrong)?;
        if whole["version"] != super::VERSION {
            let version = &whole["version"];
            let words = format!("its version is {version}, not {}", super::VERSION);
            return Err(NotAStory(words));
        }
        each_item(&mut whole, &mut |known: &mut Known, item, number| {
            if item.is_number() {
                if let Some(told) = known.get(&number) {
                    *item = told.clone();
                }
            } else {
                known.insert(number, item.clone());
            }
        });
        from_value(whole).map_err(wrong)
    }
}

/// What was last told, by number or label.
type Known = BTreeMap<u64, Value>;

/// Calls `work` on each variable and each block of every step, in order, with its number or label.
fn each_item(story: &mut Value, work: &mut dyn FnMut(&mut Known, &mut Value, u64)) {
    let (mut variables, mut blocks) = (Known::new(), Known::new());
    let Some(run) = story.get_mut("run") else {
        return;
    };
    for step in elements(run, "steps") {
        for frame in elements(step, "frames") {
            for item in elements(frame, "variables") {
                numbered(item, "number", &mut variables, work);
            }
        }
        for item in elements(step, "heap") {
            numbered(item, "label", &mut blocks, work);
        }
    }
}

/// The elements of a list in an object, none where it has no such list.
fn elements<'v>(object: &'v mut Value, name: &str) -> impl Iterator<Item = &'v mut Value> {
    let list = object.get_mut(name).and_then(Value::as_array_mut);
    list.into_iter().flatten()
}

fn numbered(
    item: &mut Value,
    key: &str,
    known: &mut Known,
    work: &mut dyn FnMut(&mut Known, &mut Value, u64),
) {
    if let Some(number) = item.as_u64().or_else(|| item[key].as_u64()) {
        work(known, item, number);
    }
}

/// Lists of lists and the outermost objects get a line an element; what lies deeper stays on one.
fn lines(value: &Value, depth: usize, text: &mut String) {
    let indent = "\n".to_owned() + &" ".repeat(depth + 1);
    match value {
        Value::Object(fields) if depth < 2 => {
            text.push('{');
            for (place, (name, field)) in fields.iter().enumerate() {
                let comma = if place > 0 { "," } else { "" };
                text.push_str(&format!("{comma}{indent}{}: ", json!(name)));
                lines(field, depth + 1, text);
            }
            text.push_str(&format!("\n{}}}", " ".repeat(depth)));
        }
        Value::Array(items) if depth < 3 && items.iter().any(Value::is_object) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                let comma = if place > 0 { "," } else { "" };
                text.push_str(&format!("{comma}{indent}{item}"));
            }
            text.push_str(&format!("\n{}]", " ".repeat(depth)));
        }
        plain => text.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Frame, Run, Step, Variable};
    use super::*;
    use crate::memory;

    fn variable(value: &str) -> Variable {
        Variable {
            number: 7,
            name: "count".into(),
            type_name: "u8".into(),
            size: 1,
            value: memory::Value::Plain(value.into()),
            state: None,
            in_part: false,
        }
    }

    fn step(value: &str) -> Step {
        Step {
            line: 1,
            thread: 1,
            events: Vec::new(),
            frames: vec![Frame {
                function: "main".into(),
                line: 1,
                variables: vec![variable(value)],
            }],
            heap: Vec::new(),
            output: 0,
        }
    }

    fn story(values: &[&str]) -> Story {
        Story {
            version: super::super::VERSION,
            functions: Vec::new(),
            rejections: Vec::new(),
            run: Some(Run {
                steps: values.iter().map(|value| step(value)).collect(),
                after: Vec::new(),
                end: "the program ended by itself".into(),
                leaked: Vec::new(),
                output: String::new(),
            }),
            untold: Vec::new(),
        }
    }

    #[test]
    fn what_stays_is_written_once_and_read_back() {
        let story = story(&["1", "1", "2", "1"]);
        let json = story.to_json();
        assert_eq!(json.matches("\"count\"").count(), 3, "{json}");
        assert!(json.contains("\"variables\":[7]"), "{json}");
        assert_eq!(Story::from_json(&json).expect("a story"), story);
    }

    #[test]
    fn other_texts_are_refused_in_words() {
        for (text, word) in [
            ("", "EOF"),
            ("{}", "version is null"),
            ("{\"version\": 99}", "version is 99"),
            ("{\"version\": 1}", "missing field"),
            ("[1]", "version"),
        ] {
            let error = Story::from_json(text).expect_err(text).to_string();
            assert!(error.contains(word), "{text}: {error}");
        }
    }
}
