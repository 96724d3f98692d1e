//! Features of the language, with the chapter that introduces each, and how to find them in code.
//!
//! ```toml
//! [[feature]]
//! name = "destructors"
//! chapter = "raii"
//! code = ["impl Drop", "fn drop(&mut self)"]
//! ```
//!
//! Code is compared token by token, with white space where it has some, so `&mut` is not found in
//! `&mutex` and `*$x` not in `a * b`. `$x`, whatever its name, stands for any name that is no keyword.

use crate::chapters::Chapter;
use crate::data::{self, Table};
use crate::problem::Problem;
use crate::project::Project;
use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;

/// The stem of its table.
const TABLE: &str = "features";

/// One feature.
#[derive(Clone, Debug)]
pub struct Feature {
    /// What it is called, in Markdown.
    pub name: String,
    /// The stem of the chapter that introduces it.
    pub chapter: String,
    /// Code that has it; none where it cannot be told from the tokens.
    pub code: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    feature: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Spanned<String>,
    chapter: Spanned<String>,
    #[serde(default)]
    code: Vec<Spanned<String>>,
}

/// The features of a book, in the order of its chapters.
///
/// # Errors
/// The first that cannot be read, is out of order, or names no chapter.
pub fn read(project: &Project, chapters: &[Chapter]) -> Result<Vec<Feature>, Problem> {
    let table: Table<File> = data::read(project, TABLE)?;
    let mut features: Vec<Feature> = Vec::new();
    let mut before = 0;
    for entry in &table.value.feature {
        let chapter = table.place(chapters, &entry.chapter)?;
        if chapter < before {
            let what = format!("`{}` stands behind a later chapter", entry.chapter.as_ref());
            let fix = "sort the features by chapter, in the order of `src/SUMMARY.md`";
            return Err(table.wrong(&entry.chapter, what, fix));
        }
        before = chapter;
        let name = entry.name.as_ref();
        if features.iter().any(|it| it.name == *name) {
            let what = format!("the feature `{name}` stands here twice");
            return Err(table.wrong(&entry.name, what, "keep one of the two"));
        }
        if let Some(empty) = entry.code.iter().find(|it| tokens(it.as_ref()).is_empty()) {
            let what = format!("`{name}` is to be found by no code");
            return Err(table.wrong(empty, what, "write some, or leave `code` out"));
        }
        features.push(Feature {
            name: name.clone(),
            chapter: entry.chapter.as_ref().clone(),
            code: entry.code.iter().map(|it| it.as_ref().clone()).collect(),
        });
    }
    Ok(features)
}

/// Where `code` first stands in a program's text, in bytes.
pub fn find(code: &str, text: &str) -> Option<usize> {
    let wanted = tokens(code);
    let given = tokens(text);
    let places = given.windows(wanted.len().max(1));
    let fits = |window: &&[Token]| {
        let mut pairs = wanted.iter().zip(window.iter()).enumerate();
        pairs.all(|(place, (wanted, given))| {
            let spaced = place == 0 || wanted.spaced == given.spaced;
            let (name, word) = (&code[wanted.range.clone()], &text[given.range.clone()]);
            spaced
                && match name.strip_prefix('$') {
                    Some(_) => given.is_name && !is_keyword(word),
                    None => name == word,
                }
        })
    };
    let found = places.filter(|_| !wanted.is_empty()).find(fits)?;
    Some(found[0].range.start)
}

#[derive(Debug)]
struct Token {
    range: Range<usize>,
    /// Whether white space stands before it.
    spaced: bool,
    is_name: bool,
}

/// The tokens of a text without comments; `$x` is one.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut from, mut spaced) = (0, false);
    for token in tokenize(text, FrontmatterAllowed::No) {
        let range = from..from + token.len as usize;
        from = range.end;
        match token.kind {
            TokenKind::Whitespace
            | TokenKind::LineComment { .. }
            | TokenKind::BlockComment { .. } => spaced = true,
            kind => {
                let is_name = kind == TokenKind::Ident;
                match tokens.last_mut() {
                    Some(last) if is_name && &text[last.range.clone()] == "$" => {
                        last.range.end = range.end;
                    }
                    _ => tokens.push(Token {
                        range,
                        spaced,
                        is_name,
                    }),
                }
                spaced = false;
            }
        }
    }
    tokens
}

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: &str = " as async await break const continue crate dyn else enum extern false fn \
        for if impl in let loop match mod move mut pub ref return self static struct super trait true \
        type unsafe use where while ";
    KEYWORDS.contains(&format!(" {word} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_token_by_token() {
        for (code, text, at) in [
            ("&mut", "let r = &mut x;", Some(8)),
            ("&mut", "let r = &mutex;", None),
            ("&mut", "// &mut\nlet a = \"&mut\";", None),
            ("impl Drop", "impl Drop for T {}", Some(0)),
            ("impl Drop", "impl Dropper for T {}", None),
            (".iter()", "v\n    .iter()", Some(6)),
            ("*$r", "print(*name)", Some(6)),
            ("*$r", "a * name", None),
            ("*$r", "let p: *mut u8;", None),
            ("$v[", "x = v[0]", Some(4)),
            ("$v[", "for x in [1, 2] {}", None),
            ("$v[", "vec![1]", None),
            ("Box<", "Box<u8>", Some(0)),
            ("", "a", None),
        ] {
            assert_eq!(find(code, text), at, "{code} in {text}");
        }
    }
}
