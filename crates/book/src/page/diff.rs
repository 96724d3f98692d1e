//! The difference between a forbidden program and its repair.

use super::code::{folded, pre, with_buttons};
use super::colours::coloured_lines;
use crate::program::Program;
use similar::{ChangeTag, TextDiff};
use std::ops::Range;

/// The whole repair with the lines that it takes out and puts in; HTML. Each says so by a sign, and in
/// words to whoever does not see it. Scaffolding in which nothing changes is folded.
pub fn diff(forbidden: &str, repair: &Program) -> String {
    let source = &repair.source;
    let (old, new) = (coloured_lines(forbidden, &[]), coloured_lines(source, &[]));
    let text: Vec<&str> = source.lines().collect();
    let is_same = |fold: &&Range<usize>| forbidden.contains(&text[(*fold).clone()].join("\n"));
    let folds: Vec<&Range<usize>> = repair.folds.iter().filter(is_same).collect();
    let lines: Vec<Line> = TextDiff::from_lines(forbidden, source)
        .iter_all_changes()
        .filter_map(|change| {
            let (class, words, place, lines) = match change.tag() {
                ChangeTag::Equal => ("line", "", change.new_index()?, &new),
                ChangeTag::Insert => ("line added", "put in: ", change.new_index()?, &new),
                ChangeTag::Delete => ("line removed", "taken out: ", change.old_index()?, &old),
            };
            let number = match change.tag() {
                ChangeTag::Delete => String::from("−"),
                ChangeTag::Insert => format!("+ {}", place + 1),
                ChangeTag::Equal => (place + 1).to_string(),
            };
            let content = lines.get(place).filter(|line| !line.contains("//~ "))?;
            let words = match words {
                "" => String::new(),
                words => format!(r#"<span class="said unseen">{words}</span>"#),
            };
            let is_equal = change.tag() == ChangeTag::Equal;
            Some(Line {
                is_folded: is_equal && folds.iter().any(|fold| fold.contains(&place)),
                is_empty: is_equal && content.is_empty(),
                html: format!(
                    r#"<span class="{class}" data-line="{number}">{words}{content}</span>"#
                ),
            })
        })
        .collect();
    let parts = lines.chunk_by(|one, next| one.is_folded == next.is_folded);
    let code: String = parts.map(part).collect();
    with_buttons(&format!(r#"<div class="code diff">{code}</div>"#))
}

/// A line of a difference.
struct Line {
    /// Whether it is scaffolding that stays as it is.
    is_folded: bool,
    /// Whether there is nothing in it, before and after.
    is_empty: bool,
    html: String,
}

/// Lines that are all folded, or all not; without the empty ones at their end.
fn part(lines: &[Line]) -> String {
    let count = lines.iter().rposition(|line| !line.is_empty);
    let lines = &lines[..count.map_or(0, |last| last + 1)];
    let html: Vec<&str> = lines.iter().map(|line| &*line.html).collect();
    match lines.first() {
        None => String::new(),
        Some(first) if first.is_folded => folded(lines.len(), false, &pre(&html.join("\n"))),
        Some(_) => pre(&html.join("\n")),
    }
}

/// How many lines a repair takes out and puts in.
pub fn distance(forbidden: &str, repair: &str) -> usize {
    TextDiff::from_lines(forbidden, repair)
        .iter_all_changes()
        .filter(|change| change.tag() != ChangeTag::Equal)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn program(text: &str) -> Program {
        Program::parse(text, Path::new("p.rs")).expect("a program")
    }

    #[test]
    fn scaffolding_is_folded_where_nothing_changes_in_it() {
        let fold = "\n//~ fold\nstruct S;\n//~ end\n";
        let folded = diff(&format!("a();\n{fold}"), &program(&format!("b();\n{fold}")));
        assert!(
            folded.contains("<summary>1 lines of scaffolding</summary>"),
            "{folded}"
        );
        assert!(
            folded.contains(r#"<span class="line" data-line="4">"#),
            "{folded}"
        );
        let changed = fold.replace("S;", "S2;");
        let open = diff(
            &format!("a();\n{fold}"),
            &program(&format!("a();\n{changed}")),
        );
        assert!(!open.contains("<details"), "{open}");
    }

    #[test]
    fn a_changed_line_counts_as_one_out_and_one_in() {
        assert_eq!(distance("a\nb\nc\n", "a\nB\nc\n"), 2);
        assert_eq!(distance("a\n", "a\n"), 0);
    }

    #[test]
    fn the_repair_stands_whole_between_the_marks() {
        let html = diff(
            "let a = 1;\nlet b = a;\n",
            &program("let a = 1;\nlet b = &a;\n"),
        );
        assert!(
            html.contains(r#"<span class="line" data-line="1">"#),
            "{html}"
        );
        assert!(
            html.contains(r#"<span class="line removed" data-line="−"><span class="said unseen">taken out: </span>"#),
            "{html}"
        );
        assert!(
            html.contains(r#"<span class="line added" data-line="+ 2"><span class="said unseen">put in: </span>"#),
            "{html}"
        );
    }
}
