//! Rust as coloured HTML, a string a line: colours from rustc's own lexer, and elements around parts.
//!
//! Colouring at build time keeps the page complete without script, and gives every span of code a
//! place where marks can stand.

use super::html::escape;
use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};
use std::ops::Range;

/// A part of the code that an element of its own encloses.
#[derive(Clone, Debug)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The name of the element and its attributes: `mark class="refused"`. It stands once on each
    /// line, and once more where another span crosses: an `id` would not be the only one.
    pub open: String,
}

/// The lines of a text as coloured HTML, without line ends.
///
/// Spans may nest, cross each other, and begin and end anywhere; on each line they are closed and
/// opened again. The one that begins first is outermost, and of two that begin together the longer.
/// One that is empty or does not fit the text encloses nothing.
pub fn coloured_lines(source: &str, spans: &[Span]) -> Vec<String> {
    let fits = |span: &&Span| {
        span.range.start < span.range.end && source.get(span.range.clone()).is_some()
    };
    let mut spans: Vec<&Span> = spans.iter().filter(fits).collect();
    spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    let mut cuts: Vec<usize> = spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .collect();
    cuts.sort_unstable();

    let mut lines = vec![Line::default()];
    let mut from = 0;
    for token in tokenize(source, FrontmatterAllowed::No) {
        let to = from + token.len as usize;
        let class = class_of(token.kind, &source[from..to], &source[to..]);
        for piece in pieces(source, from..to, &cuts) {
            let text = &source[piece.clone()];
            if text == "\n" {
                lines.push(Line::default());
            } else if let Some(line) = lines.last_mut() {
                let holds =
                    |span: &&&Span| span.range.start <= piece.start && piece.end <= span.range.end;
                line.put(text, class, spans.iter().filter(holds).copied());
            }
        }
        from = to;
    }
    // The text ends with a line end, behind which there is no line.
    if lines.last().is_some_and(|line| line.html.is_empty()) {
        lines.pop();
    }
    lines.into_iter().map(Line::end).collect()
}

/// Classes of one letter, since a chapter has hundreds: comment, number, string, lifetime, literal,
/// macro, type, function, keyword.
fn class_of(kind: TokenKind, text: &str, next: &str) -> Option<&'static str> {
    const KEYWORDS: &str = " as async await break const continue crate dyn else enum extern fn for \
         if impl in let loop match mod move mut pub ref return self static struct super trait type \
         union unsafe use where while ";
    Some(match kind {
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => "c",
        TokenKind::Literal { kind, .. } => match kind {
            LiteralKind::Int { .. } | LiteralKind::Float { .. } => "n",
            _ => "s",
        },
        TokenKind::Lifetime { .. } => "l",
        TokenKind::Ident if matches!(text, "true" | "false") => "b",
        TokenKind::Ident if KEYWORDS.contains(&format!(" {text} ")) => "k",
        TokenKind::Ident if next.starts_with('!') && !next.starts_with("!=") => "m",
        TokenKind::Ident if text.starts_with(char::is_uppercase) => "t",
        TokenKind::Ident if next.starts_with('(') => "f",
        _ => return None,
    })
}

/// A part of the text in parts that lie on one line and on one side of each cut; line ends are parts
/// of their own.
fn pieces(source: &str, range: Range<usize>, cuts: &[usize]) -> Vec<Range<usize>> {
    let text = &source[range.clone()];
    let ends = text.match_indices('\n').map(|(at, _)| range.start + at);
    let mut bounds: Vec<usize> = ends.flat_map(|at| [at, at + 1]).collect();
    bounds.extend(cuts.iter().filter(|cut| range.contains(cut)));
    bounds.extend([range.start, range.end]);
    bounds.sort_unstable();
    bounds.dedup();
    bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// A line of HTML that is being written.
#[derive(Default)]
struct Line<'a> {
    html: String,
    /// The spans that are open, outermost first.
    open: Vec<&'a Span>,
}

impl<'a> Line<'a> {
    /// Some text of one token, within these spans.
    fn put(&mut self, text: &str, class: Option<&str>, within: impl Iterator<Item = &'a Span>) {
        let within: Vec<&Span> = within.collect();
        let mut both = self.open.iter().zip(&within);
        let common = both.position(|(open, wanted)| !std::ptr::eq(*open, *wanted));
        let common = common.unwrap_or(self.open.len().min(within.len()));
        self.close(common);
        for span in &within[common..] {
            self.html.push_str(&format!("<{}>", span.open));
            self.open.push(span);
        }
        match class {
            Some(class) => {
                let text = escape(text);
                self.html
                    .push_str(&format!(r#"<span class="{class}">{text}</span>"#));
            }
            None => self.html.push_str(&escape(text)),
        }
    }

    /// Closes all spans but the outermost few.
    fn close(&mut self, stay: usize) {
        while self.open.len() > stay {
            let name = self.open.pop().and_then(|it| it.open.split(' ').next());
            self.html
                .push_str(&format!("</{}>", name.unwrap_or_default()));
        }
    }

    fn end(mut self) -> String {
        self.close(0);
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_over_several_lines_is_coloured_on_each() {
        let lines = coloured_lines("/* a\nb */\nlet x = \"1\n2\";\n", &[]);
        assert_eq!(lines.len(), 4);
        for line in &lines {
            assert_eq!(
                line.matches("<span").count(),
                line.matches("</span>").count()
            );
            assert!(line.contains("<span"), "{line}");
        }
    }

    fn marked(source: &str, spans: &[(Range<usize>, &str)]) -> Vec<String> {
        let spans = spans.iter().map(|(range, open)| Span {
            range: range.clone(),
            open: (*open).to_owned(),
        });
        coloured_lines(source, &spans.collect::<Vec<_>>())
    }

    #[test]
    fn a_span_encloses_whole_tokens_and_parts_of_them() {
        assert_eq!(
            marked("f(&ab);\n", &[(2..5, "mark class=\"x\"")]),
            [r#"<span class="f">f</span>(<mark class="x">&amp;ab</mark>);"#]
        );
        assert_eq!(
            marked("\"a{b}\"\n", &[(3..4, "i")]),
            [
                "<span class=\"s\">&quot;a&#123;</span><i><span class=\"s\">b\
                 </span></i><span class=\"s\">}&quot;</span>"
            ]
        );
    }

    #[test]
    fn a_span_over_lines_is_closed_on_each_and_an_empty_line_stays_empty() {
        assert_eq!(
            marked("(\n\na\n)\n", &[(0..6, "i")]),
            ["<i>(</i>", "", "<i>a</i>", "<i>)</i>"]
        );
    }

    #[test]
    fn spans_nest_and_cross() {
        assert_eq!(
            marked("ab+cd\n", &[(3..5, "b"), (0..5, "i")]),
            ["<i>ab+<b>cd</b></i>"]
        );
        assert_eq!(
            marked("ab+cd\n", &[(0..3, "i"), (2..5, "b")]),
            ["<i>ab<b>+</b></i><b>cd</b>"]
        );
        // The same place twice: the first is outermost.
        assert_eq!(
            marked("a\n", &[(0..1, "i"), (0..1, "b")]),
            ["<i><b>a</b></i>"]
        );
    }

    #[test]
    fn a_span_that_does_not_fit_the_text_encloses_nothing() {
        let bad = [
            (1..1, "i"),
            (1..2, "i"),
            (2..99, "i"),
            (Range { start: 3, end: 0 }, "i"),
        ];
        assert_eq!(marked("\u{e9}\n", &bad), ["\u{e9}"]);
    }
}
