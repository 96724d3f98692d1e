//! The text of a program, and what its `//~` comments say to the book.
//!
//! ```text
//! //~ fold          the lines from here …
//! //~ end           … to here are shown folded
//! //~ 4: E0382      last line of a forbidden program: where it is rejected, and as what
//! ```

use crate::problem::Problem;
use std::fmt;
use std::ops::Range;
use std::path::Path;

/// A program as the book shows it.
#[derive(Clone, Debug)]
pub struct Program {
    /// The text without its marker, lines ended by `\n`.
    pub source: String,
    /// Folded lines, counted from 0, the two `//~` comments among them.
    pub folds: Vec<Range<usize>>,
    /// Where rustc is expected to reject it.
    pub marker: Option<Marker>,
    /// The number of the file's last line, on which the marker stands.
    pub last_line: usize,
}

/// `//~ 4: E0382`: the line of the error's primary span, counted from 1, and its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Line of the error, counted from 1.
    pub line: usize,
    /// Code of the error, `E0382`.
    pub code: String,
}

impl fmt::Display for Marker {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "//~ {}: {}", self.line, self.code)
    }
}

impl Program {
    /// Reads a program's text; `file` is what an error calls it.
    ///
    /// # Errors
    /// A `//~` comment that says nothing known, stands in the wrong place, or has no partner.
    pub fn parse(text: &str, file: &Path) -> Result<Program, Problem> {
        let text = text.replace("\r\n", "\n");
        let lines: Vec<&str> = text.lines().collect();
        let mut folds = Vec::new();
        let mut fold_start = None;
        let mut marker = None;
        for (place, line) in lines.iter().enumerate() {
            let Some(said) = line.trim().strip_prefix("//~").map(str::trim) else {
                continue;
            };
            let wrong = |what: &str, fix: &str| Problem::new(file, what, fix).at(place + 1);
            match said {
                "fold" if fold_start.is_none() => fold_start = Some(place),
                "end" if fold_start.is_some() => {
                    folds.extend(fold_start.take().map(|s| s..place + 1))
                }
                "fold" => {
                    return Err(wrong(
                        "a fold inside a fold",
                        "close the first with `//~ end`",
                    ));
                }
                "end" => return Err(wrong("an end without a fold", "open it with `//~ fold`")),
                _ => {
                    let found = parse_marker(said).ok_or_else(|| {
                        wrong(
                            &format!("`//~ {said}` says nothing that the book knows"),
                            "write `//~ fold`, `//~ end`, or as last line `//~ 4: E0382`",
                        )
                    })?;
                    if place + 1 != lines.len() {
                        let fix = "move it there, so that it moves no line that rustc quotes";
                        return Err(wrong("the marker is not the last line", fix));
                    }
                    marker = Some(found);
                }
            }
        }
        if let Some(start) = fold_start {
            let what = "a fold is never closed";
            return Err(Problem::new(file, what, "close it with `//~ end`").at(start + 1));
        }
        let shown = lines.len() - usize::from(marker.is_some());
        let mut source: String = lines[..shown].join("\n").trim_end().to_owned();
        source.push('\n');
        Ok(Program {
            source,
            folds,
            marker,
            last_line: lines.len(),
        })
    }
}

/// Parses `4: E0382`.
fn parse_marker(said: &str) -> Option<Marker> {
    let (line, code) = said.split_once(':')?;
    let code = code.trim();
    let digits = code.strip_prefix('E')?;
    let is_code = digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit());
    let line = line.trim().parse().ok()?;
    is_code.then(|| Marker {
        line,
        code: code.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Program, String> {
        Program::parse(text, Path::new("p.rs")).map_err(|problem| problem.to_string())
    }

    #[test]
    fn the_marker_is_cut_from_the_text() {
        let program = parse("fn main() {}\n\n//~ 1: E0382\n").expect("a program");
        assert_eq!(program.source, "fn main() {}\n");
        assert_eq!(
            program.marker.expect("a marker").to_string(),
            "//~ 1: E0382"
        );
    }

    #[test]
    fn folds_are_found_with_their_comments() {
        let program = parse("fn main() {}\n//~ fold\nstruct S;\n//~ end\n").expect("a program");
        assert_eq!(program.folds.first(), Some(&(1..4)));
    }

    #[test]
    fn comments_that_say_nothing_known_are_refused_with_their_line() {
        for (text, line, word) in [
            ("//~ 1: E0382\nfn main() {}\n", 1, "last line"),
            ("fn main() {}\n//~ 1: 382\n", 2, "says nothing"),
            ("fn main() {}\n//~ four: E0382\n", 2, "says nothing"),
            ("//~ fold\nfn main() {}\n", 1, "never closed"),
            ("//~ end\n", 1, "without a fold"),
            ("//~ fold\n//~ fold\n//~ end\n", 2, "inside a fold"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(
                error.starts_with(&format!("`p.rs:{line}`")) && error.contains(word),
                "{error}"
            );
        }
    }
}
