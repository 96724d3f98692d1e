//! The variables of a program where its code names them.
//!
//! ```text
//! let owner = name;        →  let <span class="var" data-of="v2">owner</span> = …;
//! println!("{owner}");     →  println!("{<span class="var" data-of="v2">owner</span>}");
//! ```
//!
//! A lane says which variable has a name on which lines. Of several the one that was declared last
//! is meant, and a `let` is declared only behind its own right side. A field after a dot, a label
//! before a colon and a macro's name are no variables.

use super::colours::Span;
use lens::draw::Partners;
use lens::story::Story;
use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};
use std::ops::Range;

/// A name in the code that may be a variable.
struct Word<'s> {
    name: &'s str,
    range: Range<usize>,
    line: usize,
    /// Whether only a declaration is written so: `name: String`.
    has_colon: bool,
    /// Where what it declares can be named: behind the next `;`, `{`, `|` or `=>`.
    seen_from: usize,
}

/// A lane of a variable, and where the code declares it.
struct Declared<'s> {
    name: &'s str,
    of: String,
    lines: Range<usize>,
    at: usize,
    seen_from: usize,
}

/// An element around each place where the code names a variable that has a lane.
pub fn spans(source: &str, story: &Story, partners: &Partners) -> Vec<Span> {
    let words = words(source);
    let mut declared: Vec<Declared> = Vec::new();
    for (function, lanes) in story.functions.iter().enumerate() {
        for (number, lane) in lanes.lanes.iter().enumerate() {
            let is_here = |word: &&Word| {
                let is_free = declared.iter().all(|it| it.at != word.range.start);
                word.name == lane.name && word.line == lane.line && is_free
            };
            if lane.of.is_none()
                && let Some(word) = words.iter().find(is_here)
            {
                declared.push(Declared {
                    name: &lane.name,
                    of: partners.lane(function, number),
                    lines: lane.line..lane.last_line + 1,
                    at: word.range.start,
                    seen_from: word.seen_from,
                });
            }
        }
    }
    declared.sort_by_key(|it| it.at);
    let spans = words.iter().filter_map(|word| {
        let at = word.range.start;
        let is_meant = |it: &&Declared| {
            let is_seen = it.at == at || (it.seen_from <= at && !word.has_colon);
            it.name == word.name && it.lines.contains(&word.line) && is_seen
        };
        let it = declared.iter().rev().find(is_meant)?;
        Some(Span {
            range: word.range.clone(),
            open: format!(r#"span class="var" data-of="{}""#, it.of),
        })
    });
    spans.collect()
}

/// All names of a text that are not those of fields, macros or paths.
fn words(source: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    // Whether each bracket that is open is a macro's.
    let mut brackets: Vec<bool> = Vec::new();
    let (mut at, mut line, mut before) = (0, 1, "");
    let mut waiting = 0;
    for token in tokenize(source, FrontmatterAllowed::No) {
        let range = at..at + token.len as usize;
        let (text, next) = (&source[range.clone()], &source[range.end..]);
        at = range.end;
        let is_quiet = matches!(
            token.kind,
            TokenKind::Whitespace | TokenKind::LineComment { .. } | TokenKind::BlockComment { .. }
        );
        let next = next.trim_start();
        let mut add = |name, range| {
            words.push(Word {
                name,
                range,
                line,
                has_colon: next.starts_with(':') && !next.starts_with("::"),
                seen_from: usize::MAX,
            });
        };
        match token.kind {
            TokenKind::Ident if is_free(before, next) => add(text, range),
            TokenKind::Literal {
                kind: LiteralKind::Str { .. } | LiteralKind::RawStr { .. },
                ..
            } if brackets.last() == Some(&true) => {
                for inner in in_braces(text) {
                    let place = range.start + inner.start;
                    words.push(Word {
                        name: &source[place..place + inner.len()],
                        range: place..place + inner.len(),
                        line: line + text[..inner.start].matches('\n').count(),
                        has_colon: false,
                        seen_from: usize::MAX,
                    });
                }
            }
            _ => {}
        }
        match text {
            "(" | "[" | "{" => brackets.push(before == "!"),
            ")" | "]" | "}" => drop(brackets.pop()),
            _ => {}
        }
        if matches!(text, ";" | "{" | "|") || (text == ">" && before == "=") {
            for word in &mut words[waiting..] {
                word.seen_from = word.seen_from.min(at);
            }
            waiting = words.len();
        }
        line += text.matches('\n').count();
        if !is_quiet {
            before = match (before, text) {
                (":", ":") => "::",
                // A range is none of a field.
                (".", ".") => "..",
                (_, text) => text,
            };
        }
    }
    words
}

/// Whether a name between these is none of a field, a path, a macro or an item.
fn is_free(before: &str, next: &str) -> bool {
    let is_macro = next.starts_with('!') && !next.starts_with("!=");
    !matches!(before, "." | "::" | "fn" | "struct" | "enum") && !is_macro
}

/// The names that stand in the braces of a format string: `{name}`, `{name:?}`.
fn in_braces(literal: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(place) = literal[from..].find('{') {
        let start = from + place + 1;
        if literal[start..].starts_with('{') {
            from = start + 1;
            continue;
        }
        let rest = &literal[start..];
        let length = rest
            .find(|c: char| !(c == '_' || c.is_alphanumeric()))
            .unwrap_or(rest.len());
        let is_name = rest.starts_with(|c: char| c == '_' || c.is_alphabetic());
        if is_name && rest[length..].starts_with(['}', ':']) {
            found.push(start..start + length);
        }
        from = start + length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::colours::coloured_lines;

    /// The lines of a program whose function from line 1 has these lanes, `(name, line, last)`.
    fn marked(source: &str, lanes: &[(&str, usize, usize)]) -> String {
        let lanes = lanes.iter().map(|(name, line, last)| {
            format!(r#"{{"name":"{name}","line":{line},"last_line":{last},"spans":[]}}"#)
        });
        let lanes = lanes.collect::<Vec<_>>().join(",");
        let story = format!(
            r#"{{"version":1,"functions":[{{"name":"main","line":1,"last_line":9,"points":[],"lanes":[{lanes}]}}]}}"#
        );
        let story = Story::from_json(&story).expect("a story");
        let spans = spans(source, &story, &Partners::of(&story));
        let lines = coloured_lines(source, &spans).join("\n");
        lines.replace(r#"<span class="var" data-of=""#, "[")
    }

    #[test]
    fn a_variable_is_marked_where_it_is_named_and_nowhere_else() {
        let source =
            "fn main() {\n    let name = 1;\n    name.name; a::name; name!(); T { name: 2 };\n}\n";
        let html = marked(source, &[("name", 2, 4)]);
        assert_eq!(html.matches("[v1").count(), 2, "{html}");
        assert!(html.contains(r#"[v1">name</span>.name;"#), "{html}");
    }

    #[test]
    fn a_second_let_of_a_name_is_another_variable_behind_its_own_right_side() {
        let source = "fn main() {\n    let bill = 1;\n    let bill = bill + 1;\n    f(bill);\n}\n";
        let html = marked(source, &[("bill", 2, 5), ("bill", 3, 5)]);
        let order: Vec<&str> = html.split('[').skip(1).map(|it| &it[..2]).collect();
        assert_eq!(order, ["v1", "v2", "v1", "v2"], "{html}");
    }

    #[test]
    fn a_name_in_a_format_string_is_a_variable_and_in_another_text_is_not() {
        let source =
            "fn main() {\n    let a = \"{a}\";\n    println!(\"{a} {{a}} {a:?} {b}\");\n}\n";
        let html = marked(source, &[("a", 2, 4)]);
        let order: Vec<&str> = html.split('[').skip(1).map(|it| &it[..2]).collect();
        assert_eq!(order, ["v1", "v1", "v1"], "{html}");
        assert!(
            html.contains(r#"{a}&quot;"#) || html.contains("&#123;a}&quot;"),
            "{html}"
        );
    }

    #[test]
    fn parameters_and_loop_variables_are_declared_where_they_stand() {
        let source = "fn f(bill: u8) { for bill in list(bill) { g(bill); } }\n";
        let html = marked(source, &[("bill", 1, 1), ("bill", 1, 1)]);
        let order: Vec<&str> = html.split('[').skip(1).map(|it| &it[..2]).collect();
        assert_eq!(order, ["v1", "v2", "v1", "v2"], "{html}");
    }
}
