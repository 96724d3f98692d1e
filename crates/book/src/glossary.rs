//! The terms of the book, read from the page that defines them.
//!
//! ```text
//! owner (owners, owns, owned)
//! : A place that holds a value and answers for dropping it.
//!   Introduced in [Owners](owners.md).
//! ```
//!
//! The words in brackets are further forms, under which chapters use the term; the page does not
//! show them. The last link names the chapter that introduces the term, which it must do in
//! italics, once: `*owner*`. So a term always leads to its explanation, and no explanation is lost
//! when a chapter is rewritten.

use crate::chapters::Chapter;
use crate::problem::{Problem, did_you_mean, line_at, spelled};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use std::path::Path;

/// The page of the glossary, relative to the root.
pub const FILE: &str = "src/glossary.md";
/// Its stem.
pub const STEM: &str = "glossary";

/// One term.
#[derive(Clone, Debug)]
pub struct Term {
    /// How the glossary calls it: `drop flag`.
    pub name: String,
    /// The name and its further forms, as chapters use them.
    pub forms: Vec<String>,
    /// The stem of the chapter that introduces it.
    pub chapter: String,
    /// Its line in the glossary, counted from 1.
    pub line: usize,
    /// Its title in the glossary's text, in bytes.
    title: Range<usize>,
    /// The link to its chapter in the glossary's text, in bytes.
    link: Range<usize>,
}

impl Term {
    /// Its anchor on the glossary's page, which mdBook makes of the title: `drop-flag`.
    pub fn anchor(&self) -> String {
        self.name.to_lowercase().replace(' ', "-")
    }

    /// The anchor of the place where its chapter introduces it: `term-drop-flag`.
    pub fn introduction(&self) -> String {
        format!("term-{}", self.anchor())
    }

    /// Whether `words` are this term in one of its forms; a sentence may begin with it.
    pub fn is(&self, words: &str) -> bool {
        self.forms.iter().any(|form| same_words(form, words))
    }
}

/// Whether `words` are `form`, but for a capital at the beginning of a sentence.
pub fn same_words(form: &str, words: &str) -> bool {
    let mut form = form.chars();
    let mut words = words.chars();
    match (form.next(), words.next()) {
        (Some(one), Some(other)) => {
            one.to_lowercase().eq(other.to_lowercase()) && form.as_str() == words.as_str()
        }
        _ => false,
    }
}

/// The terms of the glossary among these chapters; a book without one has none.
///
/// # Errors
/// See [`parse`].
pub fn read(chapters: &[Chapter]) -> Result<Vec<Term>, Problem> {
    match chapters.iter().find(|it| it.file == Path::new(FILE)) {
        Some(page) => parse(&page.text, chapters),
        None => Ok(Vec::new()),
    }
}

/// Reads the terms of the glossary's text, in its order.
///
/// # Errors
/// The first term that cannot be read or is not introduced as it says.
pub fn parse(text: &str, chapters: &[Chapter]) -> Result<Vec<Term>, Problem> {
    let mut terms: Vec<Term> = Vec::new();
    let mut title: Option<Range<usize>> = None;
    let mut link: Option<(String, Range<usize>)> = None;
    for (event, span) in Parser::new_ext(text, Options::ENABLE_DEFINITION_LIST).into_offset_iter() {
        match event {
            Event::Start(Tag::DefinitionListTitle) => title = Some(trimmed(text, span)),
            Event::Start(Tag::Link { dest_url, .. }) if title.is_some() => {
                link = Some((dest_url.into_string(), span));
            }
            Event::End(TagEnd::DefinitionListDefinition) => {
                if let Some(title) = title.take() {
                    terms.push(term(text, title, link.take(), chapters)?);
                }
            }
            _ => {}
        }
    }
    for (place, term) in terms.iter().enumerate() {
        check_order(&terms[..place], term)?;
    }
    Ok(terms)
}

/// The text of the page as readers see it: without further forms, and with each chapter's link
/// leading to the place where it introduces the term.
pub fn shown(text: &str, terms: &[Term]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for term in terms {
        shown.push_str(&text[from..term.title.start]);
        shown.push_str(&term.name);
        // The link ends in `.md)`, and its anchor goes before the bracket.
        let end = term.link.end - 1;
        shown.push_str(&text[term.title.end..end]);
        shown.push_str(&format!("#{}", term.introduction()));
        from = end;
    }
    shown.push_str(&text[from..]);
    shown
}

fn term(
    text: &str,
    title: Range<usize>,
    link: Option<(String, Range<usize>)>,
    chapters: &[Chapter],
) -> Result<Term, Problem> {
    let line = line_at(text.as_bytes(), title.start);
    let wrong = |what: String, fix: &str| Problem::new(FILE, what, fix).at(line);
    let words = &text[title.clone()];
    let (name, further) = match words.split_once('(') {
        Some((name, rest)) => (name.trim(), rest.strip_suffix(')').unwrap_or_default()),
        None => (words, ""),
    };
    let forms: Vec<String> = std::iter::once(name)
        .chain(further.split(',').filter(|_| words.contains('(')))
        .map(|form| form.trim().to_owned())
        .collect();
    let is_form = |form: &String| {
        !form.is_empty()
            && form
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
    };
    if !forms.iter().all(is_form) {
        return Err(wrong(
            format!("`{words}` is not a term"),
            "write it in letters, with further forms in brackets: `owner (owners, owned)`",
        ));
    }
    let Some((target, link)) = link else {
        return Err(wrong(
            format!("`{name}` does not say which chapter introduces it"),
            "end its definition with `Introduced in [TITLE](CHAPTER.md).`",
        ));
    };
    let files = || {
        chapters
            .iter()
            .filter_map(|it| it.file.file_name()?.to_str())
    };
    let Some(chapter) = chapters
        .iter()
        .find(|chapter| chapter.file == Path::new("src").join(&target))
    else {
        let line = line_at(text.as_bytes(), link.start);
        let near = did_you_mean(&target, files());
        let what = format!("`{name}` is introduced in `{target}`, which is no chapter{near}");
        return Err(Problem::new(FILE, what, "correct the last link of its definition").at(line));
    };
    // An anchor will be put in front of the last bracket.
    if !text[link.clone()].ends_with(&format!("]({target})")) {
        let line = line_at(text.as_bytes(), link.start);
        let what = format!("the link to the chapter of `{name}` has more than a title and a file");
        let fix = format!("write it as `[TITLE]({target})`");
        return Err(Problem::new(FILE, what, fix).at(line));
    }
    let term = Term {
        name: name.to_owned(),
        forms,
        chapter: chapter.stem.clone(),
        line,
        title,
        link,
    };
    if !introduces(chapter, &term) {
        let file = spelled(&chapter.file);
        return Err(wrong(
            format!("`{file}` does not introduce `{name}`"),
            &format!(
                "write `*{name}*` there where it is explained, or name the chapter that explains it"
            ),
        ));
    }
    Ok(term)
}

/// Whether the chapter has the term in italics, outside of captions.
fn introduces(chapter: &Chapter, term: &Term) -> bool {
    let is_caption = |at: usize| chapter.directives.iter().any(|it| it.span.contains(&at));
    emphasised(&chapter.text)
        .any(|span| !is_caption(span.start) && term.is(&chapter.text[span.start + 1..span.end - 1]))
}

/// Where single words or terms stand in italics, with the two signs around them.
fn emphasised(text: &str) -> impl Iterator<Item = Range<usize>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .into_offset_iter()
        .filter(|(event, _)| *event == Event::Start(Tag::Emphasis))
        .map(|(_, span)| span)
}

fn check_order(before: &[Term], term: &Term) -> Result<(), Problem> {
    let wrong = |what: String, fix: &str| Problem::new(FILE, what, fix).at(term.line);
    for form in &term.forms {
        if let Some(other) = before.iter().find(|other| other.is(form)) {
            let what = format!("`{form}` is a form of `{}` too", other.name);
            return Err(wrong(what, "keep it with one of the two"));
        }
    }
    match before.last() {
        Some(last) if last.name.to_lowercase() > term.name.to_lowercase() => Err(wrong(
            format!("`{}` stands behind `{}`", term.name, last.name),
            "sort the terms by the alphabet",
        )),
        _ => Ok(()),
    }
}

/// A span without the white space around its text.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let words = &text[span.clone()];
    let start = span.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const PAGE: &str = "\
# Glossary

drop (drops, dropped)
: To clean up after a value.
  Introduced in [Owners](owners.md).

drop flag
: A hidden yes-or-no; see [drop](#drop).
  Introduced in [Owners](owners.md).
";

    fn owners() -> Vec<Chapter> {
        vec![Chapter {
            title: "Owners".into(),
            file: PathBuf::from("src/owners.md"),
            stem: "owners".into(),
            text: "To *drop* it, a *drop flag* is asked. *Owner*.\n".into(),
            directives: Vec::new(),
            is_numbered: true,
        }]
    }

    #[test]
    fn a_term_has_forms_and_a_chapter() {
        let terms = parse(PAGE, &owners()).expect("terms");
        let names: Vec<_> = terms.iter().map(|term| &*term.name).collect();
        assert_eq!(names, ["drop", "drop flag"]);
        assert_eq!(terms[0].forms, ["drop", "drops", "dropped"]);
        assert!(terms[0].is("Dropped") && !terms[0].is("DROPPED"));
        assert_eq!(terms[1].chapter, "owners");
        assert_eq!((terms[0].line, terms[1].line), (3, 7));
        assert_eq!(terms[1].introduction(), "term-drop-flag");
    }

    #[test]
    fn the_page_shows_no_forms_and_links_to_the_introduction() {
        let terms = parse(PAGE, &owners()).expect("terms");
        let shown = shown(PAGE, &terms);
        assert!(shown.contains("\ndrop\n: To clean"), "{shown}");
        assert!(shown.contains("see [drop](#drop)"), "{shown}");
        assert!(shown.contains("[Owners](owners.md#term-drop)"), "{shown}");
        assert!(
            shown.ends_with("[Owners](owners.md#term-drop-flag).\n"),
            "{shown}"
        );
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        for (from, to, line, words) in [
            (
                "(owners.md).\n\ndrop flag",
                "(owner.md).\n\ndrop flag",
                5,
                "did you mean `owners.md`",
            ),
            (
                "(owners.md).\n\ndrop flag",
                "(<owners.md>).\n\ndrop flag",
                5,
                "write it as `[TITLE](owners.md)`",
            ),
            ("drop flag\n", "drop-flags\n", 7, "does not introduce"),
            ("drop flag\n", "drop flag (drops)\n", 7, "a form of `drop`"),
            ("drop flag\n", "drop flag (a\n", 7, "is not a term"),
            ("drop (drops", "drop! (drops", 3, "is not a term"),
            (
                "drop (drops, dropped)",
                "owner",
                7,
                "`drop flag` stands behind `owner`",
            ),
            (
                "Introduced in [Owners](owners.md).\n\n",
                "\n",
                3,
                "which chapter introduces it",
            ),
        ] {
            let page = PAGE.replacen(from, to, 1);
            let error = parse(&page, &owners()).expect_err(&page).to_string();
            assert!(
                error.starts_with(&format!("`src/glossary.md:{line}`")) && error.contains(words),
                "{error}"
            );
        }
    }
}
