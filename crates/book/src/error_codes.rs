//! What rustc's error codes mean, in words for readers.
//!
//! rustc explains its codes too, at length and for people who look one up. A page needs one sentence
//! under a program, and right answers for a reader who predicts; they stand in
//! `crates/book/data/error_codes.toml`, which is compiled in.

use crate::data;
use crate::problem::Problem;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The file with the words, as an error calls it.
const FILE: &str = "crates/book/data/error_codes.toml";
const TEXT: &str = include_str!("../data/error_codes.toml");

/// What one code means. Each is Markdown that ends with a full stop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// The meaning in one sentence.
    pub sentence: String,
    /// The right answer to "why is it refused?"; it does not name the code.
    pub reason: String,
    /// What could go wrong if it were allowed.
    pub danger: String,
}

/// All codes that the book explains, sorted.
///
/// # Errors
/// When the file cannot be read as what it is.
pub fn all() -> Result<&'static BTreeMap<String, ErrorCode>, Problem> {
    static CODES: LazyLock<Result<BTreeMap<String, ErrorCode>, Problem>> =
        LazyLock::new(|| parse(TEXT));
    CODES.as_ref().map_err(Clone::clone)
}

/// What a code means; `file` and `line` say where it is used.
///
/// # Errors
/// When the book does not explain it.
pub fn explain(code: &str, file: &Path, line: usize) -> Result<&'static ErrorCode, Problem> {
    all()?.get(code).ok_or_else(|| {
        let what = format!("the book does not say what `{code}` means");
        let fix = format!("add the table `[{code}]` to `{FILE}`; `rustc --explain {code}` helps");
        Problem::new(file, what, fix).at(line)
    })
}

fn parse(text: &str) -> Result<BTreeMap<String, ErrorCode>, Problem> {
    data::parse(text, Path::new(FILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_whole_sentences_that_do_not_name_it() {
        let codes = all().expect("the file is as it should be");
        for (code, words) in codes {
            for words in [&words.sentence, &words.reason, &words.danger] {
                assert!(words.ends_with('.'), "{code}: {words}");
                assert!(
                    words.starts_with(|c: char| c.is_uppercase() || c == '`'),
                    "{code}: {words}"
                );
                assert!(!words.contains(code.as_str()), "{code}: {words}");
                assert!(!words.contains("  "), "{code}: {words}");
            }
        }
        let tables = TEXT.lines().filter(|line| line.starts_with('['));
        assert!(tables.is_sorted(), "sort the tables by code");
    }

    #[test]
    fn a_code_that_is_missing_is_named_where_it_is_used() {
        let file = Path::new("tests/forbidden/moves/a.rs");
        assert!(explain("E0382", file, 1).is_ok());
        let problem = explain("E9999", file, 7).expect_err("no such code");
        assert_eq!(
            problem.to_string(),
            "`tests/forbidden/moves/a.rs:7`: the book does not say what `E9999` means; add the \
             table `[E9999]` to `crates/book/data/error_codes.toml`; `rustc --explain E9999` helps"
        );
    }

    #[test]
    fn a_mistake_in_the_file_is_told_with_its_line() {
        for (text, line, words) in [
            ("[E0001]\nsentence = \"S.\"\nreason = \"R.\"\n", 1, "danger"),
            (
                "[E0001]\nsentence = \"S.\"\nreason = \"R.\"\ndanger = \"D.\"\nprice = \"P.\"\n",
                5,
                "price",
            ),
            ("[E0001]\nsentence = 1\n", 2, "string"),
        ] {
            let problem = parse(text).expect_err(text);
            assert_eq!(problem.line, Some(line), "{problem}");
            assert!(problem.what.contains(words), "{problem}");
        }
    }
}
