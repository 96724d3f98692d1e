//! A program as HTML: one `<span>` a line with its number, colours from rustc's own lexer.
//!
//! Colouring at build time keeps the page complete without script, and gives every span of code a
//! place where later marks can stand.

use super::html::escape;
use crate::program::Program;
use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};
use std::ops::{Range, RangeInclusive};

/// The classes are those of mdBook's themes, which highlight.js would have used.
fn class_of(kind: TokenKind, text: &str, next: &str) -> Option<&'static str> {
    const KEYWORDS: &str = " as async await break const continue crate dyn else enum extern fn for \
         if impl in let loop match mod move mut pub ref return self static struct super trait type \
         union unsafe use where while ";
    Some(match kind {
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => "hljs-comment",
        TokenKind::Literal { kind, .. } => match kind {
            LiteralKind::Int { .. } | LiteralKind::Float { .. } => "hljs-number",
            _ => "hljs-string",
        },
        TokenKind::Lifetime { .. } => "hljs-symbol",
        TokenKind::Ident if matches!(text, "true" | "false") => "hljs-literal",
        TokenKind::Ident if KEYWORDS.contains(&format!(" {text} ")) => "hljs-keyword",
        TokenKind::Ident if next.starts_with('!') && !next.starts_with("!=") => "hljs-built_in",
        TokenKind::Ident if text.starts_with(char::is_uppercase) => "hljs-type",
        TokenKind::Ident if next.starts_with('(') => "hljs-title",
        _ => return None,
    })
}

/// The lines of a text as coloured HTML, without line ends.
pub fn coloured_lines(source: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut from = 0;
    for token in tokenize(source, FrontmatterAllowed::No) {
        let to = from + token.len as usize;
        let (text, next) = (&source[from..to], &source[to..]);
        let class = class_of(token.kind, text, next);
        for (place, part) in text.split('\n').enumerate() {
            if place > 0 {
                lines.push(String::new());
            }
            let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) else {
                continue;
            };
            match class {
                Some(class) => {
                    line.push_str(&format!(r#"<span class="{class}">{}</span>"#, escape(part)));
                }
                None => line.push_str(&escape(part)),
            }
        }
        from = to;
    }
    // The text ends with a line end, behind which there is no line.
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// What stands beside lines of code, which are counted from 1.
pub type Beside<'a> = &'a dyn Fn(RangeInclusive<usize>) -> String;

/// Nothing stands beside the code.
pub fn alone(_: RangeInclusive<usize>) -> String {
    String::new()
}

/// A whole program; `refused` is the line to mark as the one that rustc refuses.
pub fn program(program: &Program, refused: Option<usize>, beside: Beside) -> String {
    let lines = coloured_lines(&program.source);
    let mut html = String::from(r#"<div class="code">"#);
    let mut next = 0;
    for fold in &program.folds {
        html.push_str(&block(&lines, next..fold.start, refused, beside));
        let inner = fold.start + 1..fold.end - 1;
        html.push_str(&format!(
            "<details class=\"folded\"><summary>{} lines of scaffolding</summary>{}</details>",
            inner.len(),
            block(&lines, inner, refused, beside),
        ));
        next = fold.end;
    }
    html.push_str(&block(&lines, next..lines.len(), refused, beside));
    html + "</div>"
}

/// Some lines of a program as one `<pre>`, without the empty lines at its end, and what stands
/// beside them.
fn block(
    lines: &[String],
    mut range: Range<usize>,
    refused: Option<usize>,
    beside: Beside,
) -> String {
    while !range.is_empty() && lines[range.end - 1].is_empty() {
        range.end -= 1;
    }
    if range.is_empty() {
        return String::new();
    }
    let drawing = beside(range.start + 1..=range.end);
    let numbered: Vec<String> = range
        .map(|place| {
            let number = place + 1;
            let class = if refused == Some(number) {
                "line refused"
            } else {
                "line"
            };
            line(class, &number.to_string(), &lines[place])
        })
        .collect();
    let code = pre(&numbered.join("\n"));
    match drawing.is_empty() {
        true => code,
        false => format!("<div class=\"beside\">{code}{drawing}</div>"),
    }
}

/// One line of code. Its number stands in an attribute, so that copying the code leaves it out.
pub fn line(class: &str, number: &str, content: &str) -> String {
    format!(r#"<span class="{class}" data-line="{number}">{content}</span>"#)
}

/// Lines that are coloured already, kept from the script that would colour them again. They can be
/// focused, since a long one has to be scrolled.
pub fn pre(lines: &str) -> String {
    format!(r#"<pre><code class="hljs nohighlight" tabindex="0">{lines}</code></pre>"#)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_token_over_several_lines_is_coloured_on_each() {
        let lines = coloured_lines("/* a\nb */\nlet x = \"1\n2\";\n");
        assert_eq!(lines.len(), 4);
        for line in &lines {
            assert_eq!(
                line.matches("<span").count(),
                line.matches("</span>").count()
            );
            assert!(line.contains("<span"), "{line}");
        }
    }

    #[test]
    fn folded_lines_keep_the_numbers_of_the_file() {
        let text = "fn main() {}\n\n//~ fold\nstruct S;\n//~ end\n\n//~ 1: E0001\n";
        let html = program(
            &Program::parse(text, Path::new("p.rs")).expect("a program"),
            Some(1),
            &alone,
        );
        assert!(
            html.contains(r#"<span class="line refused" data-line="1">"#),
            "{html}"
        );
        assert!(
            html.contains(r#"<span class="line" data-line="4">"#),
            "{html}"
        );
        assert!(!html.contains("//~"), "{html}");
    }

    #[test]
    fn no_line_of_code_is_empty_in_markdown() {
        let text = "fn main() {\n\n    let raw = \"a\n\n`b`\";\n}\n";
        let html = program(
            &Program::parse(text, Path::new("p.rs")).expect("a program"),
            None,
            &alone,
        );
        assert!(html.lines().all(|line| !line.trim().is_empty()), "{html}");
        assert!(!html.contains('`'), "{html}");
    }
}
