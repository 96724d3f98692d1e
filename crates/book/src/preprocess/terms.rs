//! Links the terms of the glossary where a chapter first uses them.
//!
//! ```text
//! The *scope* of a variable ends, and its owner drops the value.
//! ```
//!
//! becomes in `owners`, which introduces *scope* and *owner* but not *drop*
//!
//! ```text
//! The <dfn id="term-scope">[*scope*](glossary.md#scope)</dfn> of a variable ends, and its owner
//! [drops](glossary.md#drop) the value.
//! ```
//!
//! Headings, links, code, figures and folds are left alone: a link there would be in the way, or
//! would not be seen. Nothing else of the text changes.

use crate::glossary::{Term, same_words};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The text of the chapter `stem` with its terms linked. Figures stand in it as HTML already.
pub fn link(text: &str, stem: &str, terms: &[Term]) -> String {
    let mut done = vec![false; terms.len()];
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    // How deep inside something that takes no link.
    let mut closed = 0usize;
    let mut folds = 0isize;
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_DEFINITION_LIST | Options::ENABLE_FOOTNOTES;
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(tag) if takes_no_link(&tag) => closed += 1,
            Event::End(tag) if ends_no_link(tag) => closed = closed.saturating_sub(1),
            Event::Html(html) | Event::InlineHtml(html) => {
                folds += count(&html, "<details") - count(&html, "</details>");
            }
            Event::Start(Tag::Emphasis) if closed == 0 => {
                let words = &text[span.start + 1..span.end - 1];
                let own = |(place, term): &(usize, &Term)| {
                    !done[*place] && term.chapter == stem && term.is(words)
                };
                if let Some((place, term)) = terms.iter().enumerate().find(own) {
                    done[place] = true;
                    let link = linked(&text[span.clone()], term);
                    let introduction = term.introduction();
                    edits.push((span, format!("<dfn id=\"{introduction}\">{link}</dfn>")));
                }
            }
            Event::Text(_) if closed == 0 && folds == 0 => {
                for (found, place) in uses(text, span, terms) {
                    let term = &terms[place];
                    if term.chapter != stem && !done[place] {
                        done[place] = true;
                        let link = linked(&text[found.clone()], term);
                        edits.push((found, link));
                    }
                }
            }
            _ => {}
        }
    }
    let mut linked = String::with_capacity(text.len() + 64 * edits.len());
    let mut from = 0;
    for (span, new) in edits {
        linked.push_str(&text[from..span.start]);
        linked.push_str(&new);
        from = span.end;
    }
    linked.push_str(&text[from..]);
    linked
}

fn linked(words: &str, term: &Term) -> String {
    format!("[{words}](glossary.md#{})", term.anchor())
}

fn takes_no_link(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::CodeBlock(_)
            | Tag::TableHead
    )
}

fn ends_no_link(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::TableHead
    )
}

/// The terms used in a part of the text, with their places among `terms`; the longest wins.
pub fn uses(text: &str, part: Range<usize>, terms: &[Term]) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut at = part.start;
    while at < part.end {
        let word = &text[at..part.end];
        let first = word.chars().next().map_or(1, char::len_utf8);
        if !begins_word(text, at) {
            at += first;
            continue;
        }
        let longest = terms
            .iter()
            .enumerate()
            .flat_map(|(place, term)| term.forms.iter().map(move |form| (form.len(), form, place)))
            .filter(|(length, form, _)| {
                word.get(..*length).is_some_and(|it| same_words(form, it))
                    && ends_word(text, at + length)
            })
            .max_by_key(|(length, ..)| *length);
        match longest {
            Some((length, _, place)) => {
                found.push((at..at + length, place));
                at += length;
            }
            None => at += first,
        }
    }
    found
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(is_of_word)
        && text[at..].chars().next().is_some_and(is_of_word)
}

fn ends_word(text: &str, at: usize) -> bool {
    !text[at..].chars().next().is_some_and(is_of_word)
}

/// A hyphen joins: a `drop-in` is no drop.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

fn count(html: &str, tag: &str) -> isize {
    html.matches(tag).count() as isize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::Chapter;
    use crate::glossary;
    use std::path::PathBuf;

    const GLOSSARY: &str = "\
drop (drops, dropped)
: To clean up. [Owners](owners.md)

drop flag (drop flags)
: A hidden yes-or-no. [Owners](owners.md)

owner (owners)
: A place. [Owners](owners.md)
";

    /// A text of the chapter `moves` with its terms linked.
    fn linked(text: &str) -> String {
        link(text, "moves", &terms())
    }

    fn terms() -> Vec<Term> {
        let owners = Chapter {
            title: "Owners".into(),
            file: PathBuf::from("src/owners.md"),
            stem: "owners".into(),
            text: "*drop* *drop flag* *owner*".into(),
            directives: Vec::new(),
            is_numbered: true,
        };
        glossary::parse(GLOSSARY, &[owners]).expect("terms")
    }

    #[test]
    fn the_first_use_is_linked_in_any_declared_form() {
        for (text, expected) in [
            (
                "It drops. It drops.",
                "It [drops](glossary.md#drop). It drops.",
            ),
            (
                "Owners drop.",
                "[Owners](glossary.md#owner) [drop](glossary.md#drop).",
            ),
            ("the owner's", "the [owner](glossary.md#owner)'s"),
            ("**owner**", "**[owner](glossary.md#owner)**"),
            ("an *owner*", "an *[owner](glossary.md#owner)*"),
            (
                "a drop flag, a drop",
                "a [drop flag](glossary.md#drop-flag), a [drop](glossary.md#drop)",
            ),
            (
                "# drop\n\n| drop |\n|---|\n| drop |",
                "# drop\n\n| drop |\n|---|\n| [drop](glossary.md#drop) |",
            ),
        ] {
            assert_eq!(linked(text), expected);
        }
    }

    #[test]
    fn what_is_no_running_text_stays_as_it_is() {
        for text in [
            "`drop` and ownership, droppings, a drop-in, co-owner, drop_it, DROP",
            "## The owner",
            "[the owner](x.md) and ![owner](x.png)",
            "```text\nowner\n```\n\n    owner\n",
            "<figure><p>owner</p></figure>",
            "<details><summary>Owner</summary>\n\nThe owner.\n\n</details>",
            "&amp; \\* ü\r\n",
        ] {
            assert_eq!(linked(text), text);
        }
    }

    #[test]
    fn a_use_behind_a_fold_is_linked() {
        let fold = "<details><summary>A</summary>\n\nThe owner.\n\n</details>\n\n";
        assert_eq!(
            linked(&format!("{fold}ü owner")),
            format!("{fold}ü [owner](glossary.md#owner)")
        );
    }

    #[test]
    fn the_chapter_of_a_term_gets_an_anchor_and_no_other_link() {
        let text = "An owner is an *owner*, an *owner*.";
        assert_eq!(
            link(text, "owners", &terms()),
            "An owner is an <dfn id=\"term-owner\">[*owner*](glossary.md#owner)</dfn>, an *owner*."
        );
    }
}
