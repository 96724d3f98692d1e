//! The difference between a forbidden program and its repair.

use super::code::{pre, with_buttons};
use super::colours::coloured_lines;
use similar::{ChangeTag, TextDiff};

/// The whole repair with the lines that it takes out and puts in; HTML. Each says so by a sign, and in
/// words to whoever does not see it.
pub fn diff(forbidden: &str, repair: &str) -> String {
    let (old, new) = (coloured_lines(forbidden, &[]), coloured_lines(repair, &[]));
    let lines: Vec<String> = TextDiff::from_lines(forbidden, repair)
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
            Some(format!(
                r#"<span class="{class}" data-line="{number}">{words}{content}</span>"#
            ))
        })
        .collect();
    let code = pre(&lines.join("\n"));
    with_buttons(&format!(r#"<div class="code diff">{code}</div>"#))
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

    #[test]
    fn a_changed_line_counts_as_one_out_and_one_in() {
        assert_eq!(distance("a\nb\nc\n", "a\nB\nc\n"), 2);
        assert_eq!(distance("a\n", "a\n"), 0);
    }

    #[test]
    fn the_repair_stands_whole_between_the_marks() {
        let html = diff("let a = 1;\nlet b = a;\n", "let a = 1;\nlet b = &a;\n");
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
