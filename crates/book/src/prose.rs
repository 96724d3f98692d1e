//! The words that a chapter's author wrote for its readers, told from code, names and facts.
//!
//! They stand in running text, in boxes, in captions and in quizzes, each with rules of its own. What
//! counts words and what looks for terms asks here, so that both mean the same text.

use crate::chapters::Chapter;
use crate::problem::Problem;
use crate::quiz;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Words that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where, in the chapter's text, in bytes.
    pub span: Range<usize>,
    /// What they are a part of.
    pub part: Part,
    /// Whether they are code within a sentence.
    pub is_code: bool,
}

/// The parts of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Running text, headings, tables.
    Text,
    /// A fold, such as the answer to a question.
    Folded,
    /// A box of this kind: `pitfall`.
    Box(String),
    /// The caption of a program or of a repair.
    Caption,
    /// A quiz.
    Quiz,
}

/// Everything that the author of a chapter wrote in words, in the order of the page.
///
/// # Errors
/// When a quiz is not written as it must be.
pub fn pieces(chapter: &Chapter) -> Result<Vec<Piece>, Problem> {
    let text = &chapter.text;
    let mut pieces = Vec::new();
    let captions = chapter.directives.iter().map(|it| it.span.clone());
    for quiz in quiz::parse_chapter(text, &chapter.stem, &chapter.file)? {
        quiz_words(text, quiz.span, &mut pieces);
    }
    for span in captions {
        caption_words(text, span, &mut pieces);
    }
    block(text, 0..text.len(), &Part::Text, &mut pieces);
    // Directives and quizzes are paragraphs and blocks of code too.
    let taken: Vec<Range<usize>> = chapter
        .directives
        .iter()
        .map(|it| it.span.clone())
        .collect();
    pieces.retain(|it| {
        let is_own = matches!(it.part, Part::Caption | Part::Quiz);
        is_own || !taken.iter().any(|span| span.contains(&it.span.start))
    });
    pieces.sort_by_key(|it| it.span.start);
    Ok(pieces)
}

/// How many words of prose a chapter has: running text and open boxes, without captions, quizzes,
/// folds, and boxes that are there for some readers only.
///
/// # Errors
/// As [`pieces`].
pub fn count(chapter: &Chapter) -> Result<usize, Problem> {
    let pieces = pieces(chapter)?;
    let counted = pieces.iter().filter(|it| match &it.part {
        Part::Text => true,
        Part::Box(kind) => !is_aside(kind) && kind != "proof",
        Part::Folded | Part::Caption | Part::Quiz => false,
    });
    Ok(counted
        .map(|it| words(&chapter.text[it.span.clone()]))
        .sum())
}

/// Whether a box is written for those who know C++, or who teach, and so may use what its chapter
/// does not.
pub fn is_aside(kind: &str) -> bool {
    matches!(kind, "cpp" | "teachers")
}

/// Words in the sense of a printer: what stands between white space and has a letter or a digit.
fn words(text: &str) -> usize {
    let words = text.split_whitespace();
    words
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

/// Markdown between two places of the chapter.
fn block(text: &str, within: Range<usize>, part: &Part, pieces: &mut Vec<Piece>) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_DEFINITION_LIST | Options::ENABLE_FOOTNOTES;
    let base = within.start;
    let mut folds = 0;
    // The block of code that is open: its language, and what of it has been read.
    let mut code: Option<(String, Option<Range<usize>>)> = None;
    for (event, span) in Parser::new_ext(&text[within], options).into_offset_iter() {
        let span = base + span.start..base + span.end;
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                code = Some((info, None));
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some((info, inner)) = code.take() else {
                    continue;
                };
                let mut info = info.split_whitespace();
                if let (Some("admonish"), Some(inner)) = (info.next(), inner) {
                    let kind = info.next().unwrap_or_default().to_owned();
                    block(text, inner, &Part::Box(kind), pieces);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                folds += html.matches("<details").count();
                folds = folds.saturating_sub(html.matches("</details>").count());
            }
            Event::Text(_) => match &mut code {
                Some((_, inner)) => {
                    let start = inner.as_ref().map_or(span.start, |it| it.start);
                    *inner = Some(start..span.end);
                }
                None => pieces.push(piece(span, part, folds, false)),
            },
            Event::Code(_) if code.is_none() => pieces.push(piece(span, part, folds, true)),
            _ => {}
        }
    }
}

fn piece(span: Range<usize>, part: &Part, folds: usize, is_code: bool) -> Piece {
    let part = match folds {
        0 => part.clone(),
        _ => Part::Folded,
    };
    Piece {
        span,
        part,
        is_code,
    }
}

/// The captions of a directive: what stands behind the first colon of each line.
fn caption_words(text: &str, directive: Range<usize>, pieces: &mut Vec<Piece>) {
    let mut at = directive.start;
    for line in text[directive].split_inclusive('\n') {
        if let Some((head, caption)) = line.split_once(':') {
            let start = at + head.len() + 1;
            let end = start + caption.trim_end().trim_end_matches("}}").len();
            block(text, start..end, &Part::Caption, pieces);
        }
        at += line.len();
    }
}

/// The words of a quiz: not what is compared with facts.
fn quiz_words(text: &str, quiz: Range<usize>, pieces: &mut Vec<Piece>) {
    let mut at = quiz.start;
    for line in text[quiz].split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        if start >= end {
            continue;
        }
        let words = &text[start..end];
        let is_fact = ["```", "program:", "line:", "|"]
            .iter()
            .any(|sign| words.starts_with(sign));
        if is_fact {
            continue;
        }
        let mark = ["( )", "(x)", "[ ]", "[x]"]
            .iter()
            .find(|mark| words.starts_with(**mark));
        let start = start + mark.map_or(0, |mark| mark.len());
        // Before a number stands an option of an order, which is output or a variable.
        let said = text[start..end].trim_start();
        let is_ordered = said.split_once(". ").is_some_and(|(number, rest)| {
            number.chars().all(|c| c.is_ascii_digit()) && rest.starts_with(['|', '`'])
        });
        if !is_ordered && !said.starts_with('|') {
            let start = end - said.len();
            block(text, start..end, &Part::Quiz, pieces);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directive::parse_chapter;
    use std::path::PathBuf;

    const TEXT: &str = "\
<!-- description: Not shown. -->

# The *owner*

One `let x` two.

{{#forbidden two_names predict: A caption: yes.
- new_owner: Another.
}}

````admonish pitfall title=\"Is it?\"
Boxed.

```rust
let code = 1;
```
````

```admonish cpp title=\"C++\"
Aside.
```

<details><summary>Answer</summary>

Folded.

</details>

```quiz last
Which line?
program: closing_time
line: drops printer

( ) line 6
    Because.
(x) else
    Never `mind`.
```
";

    fn chapter() -> Chapter {
        let file = PathBuf::from("src/owners.md");
        Chapter {
            title: "Owners".into(),
            directives: parse_chapter(TEXT, "owners", &file).expect("directives"),
            file,
            stem: "owners".into(),
            text: TEXT.into(),
            is_numbered: true,
        }
    }

    #[test]
    fn words_are_told_from_code_names_and_facts() {
        let pieces = pieces(&chapter()).expect("pieces");
        let of = |part: Part| -> Vec<&str> {
            let own = pieces.iter().filter(|it| it.part == part && !it.is_code);
            own.map(|it| TEXT[it.span.clone()].trim()).collect()
        };
        assert_eq!(of(Part::Text), ["The", "owner", "One", "two."]);
        assert_eq!(of(Part::Box("pitfall".into())), ["Boxed."]);
        assert_eq!(of(Part::Box("cpp".into())), ["Aside."]);
        assert_eq!(of(Part::Folded), ["Folded."]);
        assert_eq!(of(Part::Caption), ["A caption: yes.", "Another."]);
        assert_eq!(
            of(Part::Quiz),
            ["Which line?", "line 6", "Because.", "else", "Never", "."]
        );
    }

    #[test]
    fn prose_is_running_text_and_open_boxes() {
        // The, owner, One, `let x`, two, Boxed.
        assert_eq!(count(&chapter()).expect("a count"), 7);
    }
}
