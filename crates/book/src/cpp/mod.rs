//! C++ originals: the bug of a chapter in the language that readers know, with what it does there.
//!
//! ```text
//! {{#cpp two_lists}}
//! ```
//!
//! in `src/owners.md` becomes the text of `tests/cpp/owners/two_lists.cpp` and its report: the
//! command, what the program printed, and the words of the sanitizers. A report is a fact like any
//! other: `bless` writes it, a test compares it, and a page only reads it, so nobody needs a C++
//! compiler to build the book.

mod compiler;
mod report;

pub use compiler::{Compiler, MISSING};

use crate::directive::code_spans;
use crate::name::{Name, is_word};
use crate::page;
use crate::problem::{Problem, did_you_mean, line_at};
use crate::project::Project;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Where C++ programs lie, relative to the root.
pub const FOLDER: &str = "tests/cpp";

/// The word of its directive.
pub const WORD: &str = "cpp";

/// A place in a chapter where a C++ program stands.
#[derive(Debug)]
pub struct Inclusion {
    /// The program.
    pub name: Name,
    /// Its directive in the chapter's text, in bytes.
    pub span: Range<usize>,
    /// Its line, counted from 1.
    pub line: usize,
}

/// `tests/cpp/owners/two_lists.cpp`, relative to the root.
pub fn source_file(name: &Name) -> PathBuf {
    Path::new(FOLDER).join(format!("{name}.cpp"))
}

/// `tests/cpp/owners/two_lists.report`, relative to the root.
pub fn report_file(name: &Name) -> PathBuf {
    Path::new(FOLDER).join(format!("{name}.report"))
}

/// The C++ programs of a book, by name, with their files relative to the root.
///
/// # Errors
/// A folder that cannot be read, a file whose path is not a name.
pub fn programs(project: &Project) -> Result<BTreeMap<Name, PathBuf>, Problem> {
    let mut programs = BTreeMap::new();
    for file in project.files_below(FOLDER, "cpp")? {
        let inner = file.strip_prefix(FOLDER).unwrap_or(&file);
        let text = crate::problem::spelled(&inner.with_extension(""));
        let name: Name = text
            .parse()
            .map_err(|why: String| Problem::new(&file, why, "rename the file"))?;
        programs.insert(name, file);
    }
    Ok(programs)
}

/// Whether what stands between `{{#` and `}}` is a directive of this kind.
pub fn is_inclusion(inner: &str) -> bool {
    inner.split_whitespace().next() == Some(WORD)
}

/// Finds where a chapter has C++ programs; `chapter` is its stem, `file` what an error calls it.
///
/// # Errors
/// The first directive of this kind that is not written as it must be.
pub fn parse_chapter(text: &str, chapter: &str, file: &Path) -> Result<Vec<Inclusion>, Problem> {
    let code = code_spans(text);
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        let words = line.trim();
        let inner = words.strip_prefix("{{#");
        let Some(inner) = inner.filter(|inner| is_inclusion(inner.trim_end_matches("}}"))) else {
            continue;
        };
        if code.iter().any(|span| span.contains(&start)) {
            continue;
        }
        let number = line_at(text.as_bytes(), start);
        let word = inner
            .strip_suffix("}}")
            .map(|inner| inner[WORD.len()..].trim());
        let Some(word) = word.filter(|word| is_word(word)) else {
            let what = format!("`{words}` names no C++ program");
            let fix = "write `{{#cpp NAME}}` on a line of its own, with the file's stem, without \
                       chapter and extension";
            return Err(Problem::new(file, what, fix).at(number));
        };
        let name = format!("{chapter}/{word}")
            .parse()
            .map_err(|why: String| Problem::new(file, why, "rename the chapter").at(number))?;
        found.push(Inclusion {
            name,
            span: start..end,
            line: number,
        });
    }
    Ok(found)
}

/// Checks that a program is there.
///
/// # Errors
/// When it is not, with the name that may be meant.
pub fn check(
    programs: &BTreeMap<Name, PathBuf>,
    inclusion: &Inclusion,
    file: &Path,
) -> Result<(), Problem> {
    let name = &inclusion.name;
    if programs.contains_key(name) {
        return Ok(());
    }
    let here = programs.keys().filter(|it| it.chapter() == name.chapter());
    let near = did_you_mean(name.last(), here.map(Name::last));
    let what = format!("there is no C++ program `{name}`{near}");
    let fix = format!(
        "correct the name, or write `{}` and run `cargo run -- bless {name}`",
        source_file(name).display()
    );
    Err(Problem::new(file, what, fix).at(inclusion.line))
}

/// The program, its lines numbered, and its report: HTML that can stand in the box of an admonition.
///
/// # Errors
/// When one of the two is missing or cannot be read.
pub fn shown(project: &Project, name: &Name) -> Result<String, Problem> {
    let source = project.read(&source_file(name))?;
    let file = report_file(name);
    if !project.root().join(&file).is_file() {
        let what = format!("`{name}` has no record of what it does");
        let fix = format!("run `cargo run -- bless {name}`");
        return Err(Problem::new(file, what, fix));
    }
    let report = project.read(&file)?;
    let lines = source.trim_end().lines().enumerate();
    let lines: Vec<String> = lines
        .map(|(place, line)| {
            let (number, line) = (place + 1, page::escape(line));
            format!("<span class=\"line\" data-line=\"{number}\">{line}</span>")
        })
        .collect();
    Ok(format!(
        "<div class=\"cpp\">{}{}</div>",
        page::pre(&lines.join("\n")),
        page::pre(&page::preformatted(&report))
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<Inclusion>, String> {
        parse_chapter(text, "owners", Path::new("src/owners.md"))
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn a_program_is_named_alone_on_its_line_also_in_a_box() {
        let text = "A\n\n````admonish cpp\n{{#cpp two_lists}}\n````\n\n`{{#cpp a}}`\n\
                    \n```text\n{{#cpp b}}\n```\n";
        let found = parse(text).expect("inclusions");
        let [one] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!((one.name.as_str(), one.line), ("owners/two_lists", 4));
        assert_eq!(&text[one.span.clone()], "{{#cpp two_lists}}");
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        for text in [
            "\n{{#cpp}}",
            "\n{{#cpp Two}}",
            "\n{{#cpp a: b}}",
            "\n{{#cpp a",
            "\n{{#cpp a/b}}",
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.starts_with("`src/owners.md:2`: `{{#cpp"), "{error}");
            assert!(error.contains("names no C++ program"), "{error}");
        }
    }
}
