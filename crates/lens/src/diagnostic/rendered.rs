//! Reads what rustc shows a person.
//!
//! ```text
//! error[E0382]: borrow of moved value: `name`     the header
//!  --> src/lib.rs:4:5                             a file and the place of the error itself
//!   |
//! 3 |     drop(name);                              a snippet, with labels under its lines
//!   |          ---- value moved here
//! 4 |     name.len();
//!   |     ^^^^ value borrowed here after move
//!   |
//!   = note: move occurs because …                 notes, which can have snippets of their own
//! ```
//!
//! The public playground prints nothing else. Only snippets of the error itself are read; those of
//! its notes say nothing that is needed.

use super::columns::ShownLine;
use super::snippet::{self, Row};
use super::{Diagnostic, Label, first_line, is_of_the_library};

/// Reads what rustc printed on a standard error that is no terminal, without colours and at its
/// default width, for `text`; lines of cargo around it are left out. Labels in other files are left
/// out, and so are those that rustc did not show in full.
pub fn read_rendered(printed: &str, text: &str) -> Vec<Diagnostic> {
    let lines = Lines::of(text);
    let mut all: Vec<Diagnostic> = Vec::new();
    let mut reading: Option<Reading> = None;
    for row in printed.lines() {
        if let Some((is_error, rest)) = header(row) {
            all.extend(reading.take().map(|it| it.done(&lines)));
            let (code, message) = match rest.strip_prefix('[').and_then(|it| it.split_once("]: ")) {
                Some((code, message)) => (Some(code.to_owned()), message),
                None => (None, rest.strip_prefix(": ").unwrap_or(rest)),
            };
            reading = Some(Reading {
                diagnostic: Diagnostic {
                    is_error,
                    code,
                    message: first_line(message),
                    ..Diagnostic::default()
                },
                section: None,
                is_in_note: false,
            });
        } else if let Some(of) = &mut reading {
            of.read(row, &lines);
        }
    }
    all.extend(reading.take().map(|it| it.done(&lines)));
    // What rustc and cargo sum up has no place.
    all.retain(|it| !it.labels.is_empty() || it.code.is_some());
    all
}

/// Whether it is an error, and what follows the word.
fn header(row: &str) -> Option<(bool, &str)> {
    let (is_error, rest) = match row.strip_prefix("error") {
        Some(rest) => (true, rest),
        None => (false, row.strip_prefix("warning")?),
    };
    rest.starts_with([':', '[']).then_some((is_error, rest))
}

/// A diagnostic of which some rows were read.
struct Reading {
    diagnostic: Diagnostic,
    section: Option<Section>,
    is_in_note: bool,
}

/// What belongs to one `-->` or `:::`.
struct Section {
    /// The letters before the bar that stands left of every snippet.
    gutter: usize,
    /// The line and the letter of the error itself, where the section is its own.
    primary: Option<(usize, usize)>,
    is_foreign: bool,
    rows: Vec<Row>,
}

impl Reading {
    fn read(&mut self, row: &str, lines: &Lines) {
        let own_note = ["note: ", "help: "]
            .iter()
            .find_map(|it| row.strip_prefix(it));
        let trimmed = row.trim_start();
        let note = ["= note: ", "= help: "]
            .iter()
            .find_map(|it| trimmed.strip_prefix(it));
        if let Some(words) = own_note.or(note) {
            self.end_section(lines);
            self.is_in_note = true;
            // This one is for people who cannot see the macro.
            if !words.contains(" originates in the macro `") {
                self.diagnostic.notes.push(words.to_owned());
            }
            return;
        }
        if self.is_in_note {
            return;
        }
        if let Some((is_first, place)) = ["--> ", "::: "]
            .iter()
            .zip([true, false])
            .find_map(|(arrow, first)| Some((first, trimmed.strip_prefix(arrow)?)))
        {
            self.end_section(lines);
            let mut parts = place.rsplitn(3, ':');
            let mut number = || parts.next().and_then(|it| it.parse().ok());
            let (letter, line) = (number(), number());
            let file = parts.next().unwrap_or_default();
            self.section = Some(Section {
                gutter: row.len() - trimmed.len(),
                primary: line.zip(letter).filter(|_| is_first),
                is_foreign: is_of_the_library(file),
                rows: Vec::new(),
            });
        } else if let Some(section) = &mut self.section {
            section.rows.extend(Row::read(row, section.gutter));
        }
    }

    fn end_section(&mut self, lines: &Lines) {
        let Some(section) = self.section.take().filter(|it| !it.is_foreign) else {
            return;
        };
        let primary = section
            .primary
            .and_then(|(line, letter)| Some((line, lines.get(line)?.letter(letter))));
        let mut labels = snippet::labels(&section.rows, primary, lines);
        // Without a snippet the place is still known.
        if let Some((_, byte)) = primary
            && !labels.iter().any(|it| it.is_primary)
        {
            labels.push(Label {
                start: byte,
                end: byte,
                is_primary: true,
                words: String::new(),
            });
        }
        self.diagnostic.labels.extend(labels);
    }

    fn done(mut self, lines: &Lines) -> Diagnostic {
        self.end_section(lines);
        self.without_suggestions();
        self.at_calls(lines);
        self.diagnostic
    }

    /// A short suggestion is shown as a label, but it is a help. Some labels begin like one.
    fn without_suggestions(&mut self) {
        let labels = std::mem::take(&mut self.diagnostic.labels);
        for label in labels {
            let help = label.words.strip_prefix("help: ");
            let help = help.and_then(|it| it.strip_suffix('`')?.rsplit_once(": `"));
            match help {
                Some((words, _)) => self.diagnostic.notes.push(words.to_owned()),
                None => self.diagnostic.labels.push(label),
            }
        }
    }

    /// What a macro of the text expands to has its label at the call.
    fn at_calls(&mut self, lines: &Lines) {
        let labels = &mut self.diagnostic.labels;
        let is_call = |it: &Label| it.words.starts_with("in this macro invocation");
        let Some(call) = labels.iter().find(|it| is_call(it)).cloned() else {
            return;
        };
        labels.retain(|it| !is_call(it));
        for label in labels.iter_mut() {
            if lines.is_in_macro(label.start) {
                (label.start, label.end) = (call.start, call.end);
            }
        }
    }
}

/// The compiled text, line by line.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let starts = text.match_indices('\n').map(|(place, _)| place + 1);
        Lines {
            text,
            starts: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// The line with a number, counted from 1.
    pub fn get(&self, number: usize) -> Option<ShownLine<'t>> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let rest = &self.text[start..];
        let line = rest.split('\n').next().unwrap_or_default();
        Some(ShownLine::new(start, line.trim_end_matches('\r')))
    }

    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Whether the byte is inside of a macro's definition.
    fn is_in_macro(&self, byte: usize) -> bool {
        let before = &self.text[..byte.min(self.text.len())];
        let Some(start) = before.rfind("macro_rules!") else {
            return false;
        };
        let mut depth = 0_usize;
        let mut is_entered = false;
        for letter in before[start..].chars() {
            match letter {
                '{' | '(' | '[' => {
                    depth += 1;
                    is_entered = true;
                }
                '}' | ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if is_entered && depth == 0 {
                return false;
            }
        }
        is_entered
    }
}
