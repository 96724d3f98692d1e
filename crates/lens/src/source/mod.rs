//! A program as text and as syntax, with positions that fit both.

mod nesting;

use proc_macro2::{Span, TokenStream};
use std::fmt;
use std::ops::Range;
use syn::spanned::Spanned;

/// A program that parses.
pub struct Source {
    text: String,
    file: syn::File,
    /// Byte positions at which lines begin; the first is 0.
    lines: Vec<usize>,
}

/// Why a text is no program. rustc's own words are better; this only says where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAProgram {
    /// The line, counted from 1.
    pub line: usize,
    /// What the parser expected, in its words.
    pub words: String,
}

impl fmt::Display for NotAProgram {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.words)
    }
}

impl std::error::Error for NotAProgram {}

impl Source {
    /// Parses a program.
    ///
    /// # Errors
    /// When the text is no program, with the line of the first mistake, or when it is nested too
    /// deeply to be parsed.
    pub fn parse(text: &str) -> Result<Source, NotAProgram> {
        let mut tokens = text.trim_start_matches('\u{feff}');
        if tokens.starts_with("#!") && !tokens[2..].trim_start().starts_with('[') {
            tokens = &tokens[tokens.find('\n').unwrap_or(tokens.len())..];
        }
        // What is no token, the parser tells.
        let tokens = tokens.parse::<TokenStream>();
        if let Some(line) = tokens.ok().and_then(nesting::too_deep) {
            return Err(NotAProgram {
                line,
                words: "this is nested too deeply".to_owned(),
            });
        }
        let file = syn::parse_file(text).map_err(|error| NotAProgram {
            line: error.span().start().line,
            words: error.to_string(),
        })?;
        let starts = text.match_indices('\n').map(|(place, _)| place + 1);
        Ok(Source {
            lines: std::iter::once(0).chain(starts).collect(),
            text: text.to_owned(),
            file,
        })
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The syntax; its spans are positions in [`Source::text`].
    pub fn file(&self) -> &syn::File {
        &self.file
    }

    /// The line of a byte position, counted from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte)
    }

    /// The bytes that a piece of syntax takes up.
    pub fn range(&self, syntax: &impl Spanned) -> Range<usize> {
        self.bytes(syntax.span())
    }

    /// The bytes of a span of this program.
    pub fn bytes(&self, span: Span) -> Range<usize> {
        let skipped = self.start();
        let range = span.byte_range();
        range.start + skipped..range.end + skipped
    }

    /// The byte at which the program begins: a byte order mark and a line `#!…` are parsed apart
    /// from it, and may only stand at the beginning of a file.
    pub fn start(&self) -> usize {
        let mark = '\u{feff}';
        let mark = if self.text.starts_with(mark) {
            mark.len_utf8()
        } else {
            0
        };
        mark + self.file.shebang.as_ref().map_or(0, String::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_fit_the_text_also_behind_other_letters_and_other_programs() {
        for text in [
            "fn größe() {}\nfn two() {}",
            "\u{feff}fn one() {}\nfn two() {}",
            "#!/usr/bin/größe\nfn one() {} fn two() {}",
        ] {
            let source = Source::parse(text).expect("a program");
            let second = source.range(&source.file().items[1]);
            assert_eq!(&text[second.clone()], "fn two() {}");
            assert_eq!(source.line(second.start), 2);
            assert_eq!(source.line(0), 1);
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let error = Source::parse("fn main() {\n    let = 1;\n}\n")
            .err()
            .expect("a mistake");
        assert_eq!(error.line, 2);
    }
}
