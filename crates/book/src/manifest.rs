//! The lines of `examples/Cargo.toml` that make each listing a cargo example.
//!
//! They are written by `book new` and compared with the files by a test, so that nobody keeps a
//! list by hand.

use crate::name::Name;
use crate::problem::Problem;
use crate::project::Project;
use std::path::Path;

/// The manifest, relative to the root.
pub const FILE: &str = "examples/Cargo.toml";

/// The line of one listing, without its line end.
pub fn line(name: &Name) -> String {
    format!(
        r#"    {{ name = "{}", path = "{name}.rs" }},"#,
        name.example()
    )
}

/// The manifest's text with one more listing, all of them in order.
///
/// # Errors
/// When the manifest has no list of examples.
pub fn with(text: &str, name: &Name) -> Result<String, Problem> {
    let (before, lines, after) = split(text)?;
    let mut lines: Vec<&str> = lines.lines().collect();
    let added = line(name);
    lines.push(&added);
    lines.sort_unstable();
    lines.dedup();
    Ok(format!("{before}{}\n{after}", lines.join("\n")))
}

/// Compares the manifest with the programs that are there.
///
/// # Errors
/// When the manifest cannot be read.
pub fn check<'a>(
    project: &Project,
    names: impl Iterator<Item = &'a Name>,
) -> Result<Vec<Problem>, Problem> {
    let text = project.read(Path::new(FILE))?;
    let (before, lines, _) = split(&text)?;
    let first = before.lines().count() + 1;
    let wanted: Vec<String> = names.map(line).collect();
    let wrong = |what: String, fix: &str| Problem::new(FILE, what, fix);
    let mut problems = Vec::new();
    for (place, found) in lines.lines().enumerate() {
        if !wanted.iter().any(|line| line == found) {
            let what = format!("`{}` is the line of no program", found.trim());
            problems.push(wrong(what, "remove it, or write the program").at(first + place));
        }
    }
    for line in &wanted {
        if !lines.lines().any(|found| found == line) {
            let what = format!("a program has no line `{}`", line.trim());
            problems.push(wrong(what, "add it; `cargo run -- new` does so by itself"));
        }
    }
    if !lines.lines().is_sorted() {
        let fix = "sort them, so that two new listings seldom meet in a merge";
        problems.push(wrong("the lines of the programs are not in order".into(), fix).at(first));
    }
    Ok(problems)
}

/// The text before the lines of the programs, these lines, and the text behind.
fn split(text: &str) -> Result<(&str, &str, &str), Problem> {
    const OPEN: &str = "example = [\n";
    text.find(OPEN)
        .map(|place| text.split_at(place + OPEN.len()))
        .and_then(|(before, rest)| {
            let end = if rest.starts_with(']') {
                0
            } else {
                rest.find("\n]")? + 1
            };
            Some((before, &rest[..end], &rest[end..]))
        })
        .ok_or_else(|| {
            let fix = "give it the lines `example = [` and `]`, before its first table";
            Problem::new(FILE, "has no list of examples", fix)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_added_in_order_and_once() {
        let name = |text: &str| text.parse::<Name>().expect("a name");
        let empty = "# Listings\nexample = [\n]\n\n[package]\n";
        let one = with(empty, &name("moves/b")).expect("a list");
        let two = with(&one, &name("moves/a")).expect("a list");
        assert_eq!(with(&two, &name("moves/a")).expect("a list"), two);
        assert_eq!(
            two,
            "# Listings\nexample = [\n    \
             { name = \"moves-a\", path = \"moves/a.rs\" },\n    \
             { name = \"moves-b\", path = \"moves/b.rs\" },\n]\n\n[package]\n"
        );
    }

    #[test]
    fn a_manifest_without_a_list_is_refused() {
        assert!(with("[package]\n", &"moves/a".parse().expect("a name")).is_err());
    }
}
