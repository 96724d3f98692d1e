//! What rustc says, read from its JSON or from what it shows a person.
//!
//! The words are for people and change from release to release, so only what the lens needs is
//! kept: the code, the positions, and the label at each of them.

mod columns;
mod rendered;
mod snippet;

pub use rendered::read_rendered;

use serde::Deserialize;

/// One error or warning of rustc.
#[derive(Clone, Debug, Default)]
pub struct Diagnostic {
    /// Whether it is an error and not a warning or a note.
    pub is_error: bool,
    /// The error code, such as `E0382`; syntax errors have none.
    pub code: Option<String>,
    /// The first line of what rustc says.
    pub message: String,
    /// The places that it points at, the primary ones among them.
    pub labels: Vec<Label>,
    /// The first lines of its notes and helps.
    pub notes: Vec<String>,
}

/// A place in the compiled text, and what rustc writes under it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The first byte of the place in the compiled text.
    pub start: usize,
    /// The byte after the place.
    pub end: usize,
    /// Whether this is the place of the error itself.
    pub is_primary: bool,
    /// rustc's words; often empty.
    pub words: String,
}

impl Diagnostic {
    /// The first primary place; some errors have none.
    pub fn primary(&self) -> Option<&Label> {
        self.labels.iter().find(|label| label.is_primary)
    }
}

/// Reads what rustc printed with `--error-format=json`, one diagnostic a line. Lines that are no
/// diagnostic are left out, and so are labels in other files.
pub fn read(printed: &str) -> Vec<Diagnostic> {
    printed
        .lines()
        .filter_map(|line| serde_json::from_str::<Written>(line).ok())
        .map(|written| Diagnostic {
            is_error: written.level.starts_with("error"),
            code: written.code.map(|code| code.code),
            message: first_line(&written.message),
            labels: written.spans.into_iter().filter_map(label).collect(),
            notes: written
                .children
                .into_iter()
                .map(|it| first_line(&it.message))
                .collect(),
        })
        .collect()
}

fn first_line(words: &str) -> String {
    words.lines().next().unwrap_or_default().to_owned()
}

/// What a macro expands to has no place of its own in the text, so its label stands at the call.
fn label(mut span: WrittenSpan) -> Option<Label> {
    let words = span.label.take().unwrap_or_default();
    let is_primary = span.is_primary;
    while let Some(expansion) = span.expansion.take() {
        // What `for` and `?` stand for is told where it is written.
        if expansion.macro_decl_name.starts_with("desugaring of") {
            break;
        }
        span = expansion.span;
    }
    (!is_of_the_library(&span.file_name)).then_some(Label {
        start: span.byte_start,
        end: span.byte_end,
        is_primary,
        words,
    })
}

/// Whether a file is one of the standard library's.
fn is_of_the_library(file: &str) -> bool {
    file.starts_with("/rustc/") || file.replace('\\', "/").contains("/library/")
}

#[derive(Deserialize)]
struct Written {
    message: String,
    level: String,
    code: Option<WrittenCode>,
    #[serde(default)]
    spans: Vec<WrittenSpan>,
    #[serde(default)]
    children: Vec<WrittenChild>,
}

#[derive(Deserialize)]
struct WrittenCode {
    code: String,
}

#[derive(Deserialize)]
struct WrittenChild {
    message: String,
}

#[derive(Deserialize)]
struct WrittenSpan {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    label: Option<String>,
    expansion: Option<Box<WrittenExpansion>>,
}

#[derive(Deserialize)]
struct WrittenExpansion {
    #[serde(default)]
    macro_decl_name: String,
    span: WrittenSpan,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_in_a_macro_stands_at_the_call_and_other_lines_are_left_out() {
        let inner = r#"{"file_name":"/rustc/1/library/std/src/macros.rs","byte_start":1,
            "byte_end":2,"is_primary":true,"label":"moved","expansion":{"span":
            {"file_name":"q.rs","byte_start":40,"byte_end":52,"is_primary":false,"label":null,
            "expansion":null}}}"#
            .replace('\n', "");
        let foreign = inner.split(",\"expansion\":{").next().unwrap_or_default();
        let printed = format!(
            "not json\n{{\"level\":\"error\",\"message\":\"m\",\"code\":{{\"code\":\"E0382\"}},\
             \"spans\":[{inner},{foreign}}}],\"children\":[{{\"message\":\"why\"}}]}}\n[]\n"
        );
        let read = read(&printed);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].code.as_deref(), Some("E0382"));
        assert_eq!(read[0].labels.len(), 1);
        let primary = read[0].primary().expect("a primary label");
        assert_eq!((primary.start, primary.end), (40, 52));
        assert_eq!(primary.words, "moved");
        assert_eq!(read[0].notes, ["why"]);
    }
}
