//! A program as HTML: one `<span>` a line with its number, with what is marked on it and beside it.

use super::colours::{Span, coloured_lines};
use super::html::escape;
use crate::program::Program;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// What stands beside lines of code, which are counted from 1.
pub type Beside<'a> = &'a dyn Fn(RangeInclusive<usize>) -> String;

/// Nothing stands beside the code.
pub fn alone(_: RangeInclusive<usize>) -> String {
    String::new()
}

/// What is marked on the code of a program.
#[derive(Debug, Default)]
pub struct Marks {
    /// Elements around parts of the code.
    pub spans: Vec<Span>,
    /// What is marked on whole lines, which are counted from 1.
    pub lines: BTreeMap<usize, LineMark>,
}

/// What is marked on a line.
#[derive(Debug, Default)]
pub struct LineMark {
    /// Whether rustc refuses it.
    pub is_refused: bool,
    /// Whether it is one of those in which two programs differ.
    pub differs: bool,
    /// HTML of the control with which a reader chooses the line.
    pub choice: Option<String>,
    /// The anchor that leads to it, where something does.
    pub id: Option<String>,
    /// HTML that stands behind its code, in the same row, and is no part of the code.
    pub said: String,
}

/// A whole program with its marks.
pub fn program(program: &Program, marks: &Marks, beside: Beside) -> String {
    let lines = coloured_lines(&program.source, &marks.spans);
    let mut html = String::from(r#"<div class="code">"#);
    let mut next = 0;
    for fold in &program.folds {
        html.push_str(&block(&lines, next..fold.start, marks, beside));
        let inner = fold.start + 1..fold.end - 1;
        // What is marked has to be seen.
        let is_marked = marks.lines.range(inner.start + 1..=inner.end).next();
        let count = inner.len();
        let inner = block(&lines, inner, marks, beside);
        html.push_str(&folded(count, is_marked.is_some(), &inner));
        next = fold.end;
    }
    html.push_str(&block(&lines, next..lines.len(), marks, beside));
    html + "</div>"
}

/// Scaffolding: so many lines, open or not.
pub fn folded(count: usize, is_open: bool, code: &str) -> String {
    let open = if is_open { " open" } else { "" };
    format!(
        "<details class=\"folded\"{open}><summary>{count} lines of scaffolding</summary>{code}</details>"
    )
}

/// Some lines of a program as one `<pre>`, without the empty lines at its end, and what stands
/// beside them.
fn block(lines: &[String], mut range: Range<usize>, marks: &Marks, beside: Beside) -> String {
    while !range.is_empty() && lines[range.end - 1].is_empty() {
        range.end -= 1;
    }
    if range.is_empty() {
        return String::new();
    }
    let drawing = beside(range.start + 1..=range.end);
    let nothing = LineMark::default();
    let numbered: Vec<String> = range
        .map(|place| {
            let number = place + 1;
            let mark = marks.lines.get(&number).unwrap_or(&nothing);
            let class = match (mark.is_refused, mark.differs, &mark.choice) {
                (true, _, _) => "line refused",
                (_, true, _) => "line differs",
                (_, _, Some(_)) => "line pick",
                _ => "line",
            };
            let (element, control) = match &mark.choice {
                Some(control) => ("label", &**control),
                None => ("span", ""),
            };
            let id = mark.id.as_ref();
            let id = id.map_or_else(String::new, |id| format!(r#" id="{id}""#));
            let (code, said) = (&lines[place], &mark.said);
            format!(
                r#"<{element} class="{class}" data-line="{number}"{id}>{control}{code}{said}</{element}>"#
            )
        })
        .collect();
    let code = pre(&numbered.join("\n"));
    match drawing.is_empty() {
        true => code,
        false => format!("<div class=\"beside\">{code}{drawing}</div>"),
    }
}

/// Code with a row of buttons under it, which `program.js` serves and which is not shown without it.
pub fn with_buttons(code: &str) -> String {
    let inner = code.strip_suffix("</div>").unwrap_or(code);
    format!(
        "{inner}<p class=\"buttons\"><button type=\"button\" class=\"copy\">Copy</button>\
         <span class=\"copied\" role=\"status\"></span></p></div>"
    )
}

/// Lines that are coloured already. They can be focused, since a long one has to be scrolled.
pub fn pre(lines: &str) -> String {
    format!(r#"<pre><code tabindex="0">{lines}</code></pre>"#)
}

/// The same, with words that say what it is to whoever reaches it by keyboard.
pub fn pre_labelled(label: &str, lines: &str) -> String {
    let label = escape(label);
    format!(r#"<pre><code tabindex="0" role="group" aria-label="{label}">{lines}</code></pre>"#)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn folded_lines_keep_the_numbers_of_the_file() {
        let text = "fn main() {}\n\n//~ fold\nstruct S;\n//~ end\n\n//~ 1: E0001\n";
        let html = program(
            &Program::parse(text, Path::new("p.rs")).expect("a program"),
            &Marks {
                lines: BTreeMap::from([(
                    1,
                    LineMark {
                        is_refused: true,
                        id: Some("p-1".to_owned()),
                        said: "<i>no</i>".to_owned(),
                        ..LineMark::default()
                    },
                )]),
                ..Marks::default()
            },
            &alone,
        );
        assert!(
            html.contains(r#"<span class="line refused" data-line="1" id="p-1">"#),
            "{html}"
        );
        assert!(
            html.contains(r#"<span class="line" data-line="4">"#),
            "{html}"
        );
        assert!(html.contains("}<i>no</i></span>"), "{html}");
        assert!(
            html.contains(r#"<details class="folded"><summary>"#),
            "{html}"
        );
        assert!(!html.contains("//~"), "{html}");
    }

    #[test]
    fn no_line_of_code_is_empty_in_markdown() {
        let text = "fn main() {\n\n    let raw = \"a\n\n`b`\";\n}\n";
        let html = program(
            &Program::parse(text, Path::new("p.rs")).expect("a program"),
            &Marks::default(),
            &alone,
        );
        assert!(html.lines().all(|line| !line.trim().is_empty()), "{html}");
        assert!(!html.contains('`'), "{html}");
    }
}
