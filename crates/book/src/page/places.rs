//! The places that rustc points at in a program: drawn on its code, each with rustc's label behind its
//! line, and told beneath in the order in which they have to be understood.
//!
//! A label takes no line of its own, since the lanes beside the code keep to its lines. Where there is
//! no room behind a line, the numbers lead from the code to the list.

use super::code::{LineMark, Marks};
use super::colours::Span;
use super::html::{capital, escape, sentence};
use crate::name::Name;
use lens::story::{Rejection, Role, Spot, Story};
use std::ops::Range;

/// A place with its number and its sentence.
struct Place<'a> {
    /// Counted from 1, over all errors of the program.
    number: usize,
    spot: &'a Spot,
    /// A sentence without its full stop; none where a sentence before tells it already.
    words: Option<String>,
}

/// The places of a program's errors, an error a list, each in the order of its sentences: what came
/// first, the use that is refused, what is needed later, and what rustc adds.
fn places(story: &Story) -> Vec<(&Rejection, Vec<Place<'_>>)> {
    let mut number = 0;
    let errors = story.rejections.iter().map(|rejection| {
        let places = in_order(rejection).into_iter().map(|(spot, words)| {
            number += 1;
            Place {
                number,
                spot,
                words,
            }
        });
        (rejection, places.collect())
    });
    errors.collect()
}

/// The places of one error, each with the sentence that the lens tells of it.
fn in_order(rejection: &Rejection) -> Vec<(&Spot, Option<String>)> {
    let of = |role: Role| rejection.places.iter().filter(move |it| it.role == role);
    // The lens tells one sentence of the place that is refused, and none of an unlabelled other one.
    let mut refused = of(Role::Refused);
    let places: Vec<&Spot> = of(Role::Moved)
        .chain(of(Role::Lent))
        .chain(refused.next())
        .chain(of(Role::Dropped))
        .chain(of(Role::StillNeeded))
        .chain(of(Role::Other).filter(|spot| !spot.words.is_empty()))
        .collect();
    let mut told = rejection.told.iter();
    let mut found: Vec<(&Spot, Option<String>)> = places
        .into_iter()
        .map(|spot| (spot, told.next().cloned()))
        .collect();
    found.extend(refused.map(|spot| {
        let words = (!spot.words.is_empty()).then(|| format!("line {}: {}", spot.line, spot.words));
        (spot, words)
    }));
    found
}

/// The name of a role, as a class.
fn class(role: Role) -> &'static str {
    match role {
        Role::Refused => "refused",
        Role::Lent => "lent",
        Role::StillNeeded => "needed",
        Role::Moved => "moved",
        Role::Dropped => "dropped",
        Role::Other => "other",
    }
}

/// The anchor of a line of a program.
fn anchor(name: &Name, line: usize) -> String {
    format!("{name}-line-{line}")
}

/// What is marked on the code: places with their numbers, rustc's labels behind their lines, and the
/// line of the marker, which is refused even where no story tells why.
pub fn marks(name: &Name, source: &str, story: &Story, refused_line: usize) -> Marks {
    let mut marks = Marks::default();
    marks.lines.insert(
        refused_line,
        LineMark {
            is_refused: true,
            ..LineMark::default()
        },
    );
    for place in places(story).into_iter().flat_map(|(_, places)| places) {
        let Place { number, spot, .. } = place;
        let class = class(spot.role);
        for (part, range) in parts(source, spot.start..spot.end).into_iter().enumerate() {
            let numbered = match part {
                0 => format!(" data-place=\"{number}\""),
                _ => String::new(),
            };
            let open = format!("span class=\"place {class}\" data-of=\"p{number}\"{numbered}");
            marks.spans.push(Span { range, open });
        }
        let mark = marks.lines.entry(spot.line).or_default();
        mark.is_refused |= spot.role == Role::Refused;
        mark.id = Some(anchor(name, spot.line));
        // A label that explains at length would be wider than the code; the list has it.
        let is_short = !spot.words.is_empty() && spot.role != Role::Other;
        if is_short {
            mark.said.push_str(&format!(
                "<wbr><span class=\"said {class}\" data-of=\"p{number}\">{}</span>",
                sentence(&spot.words).replace("code>", "b>")
            ));
        }
    }
    marks
}

/// The parts of a range that are drawn: one a line, without the room before and behind its code.
fn parts(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let Some(text) = source.get(range.clone()) else {
        return Vec::new();
    };
    let mut from = range.start;
    let mut parts = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = from + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        if start < end {
            parts.push(start..end);
        }
        from += line.len();
    }
    parts
}

/// The places in sentences, an error a list; each leads to its line.
pub fn told(name: &Name, story: &Story) -> String {
    let errors = places(story);
    let is_one = errors.len() == 1;
    let lists = errors.iter().map(|(rejection, places)| {
        let title = match (is_one, &rejection.code) {
            (true, _) => String::new(),
            (false, code) => format!(
                "<p class=\"label\">{}{}</p>",
                code.as_ref()
                    .map_or_else(String::new, |code| format!("{}: ", escape(code))),
                sentence(&rejection.message)
            ),
        };
        let items = places.iter().filter_map(|place| {
            let words = linked(name, place.spot.line, place.words.as_ref()?);
            let (class, number) = (class(place.spot.role), place.number);
            Some(format!(
                "<li class=\"{class}\" data-of=\"p{number}\" data-place=\"{number}\">{words}</li>"
            ))
        });
        format!(
            "{title}<ol class=\"places\">{}</ol>",
            items.collect::<String>()
        )
    });
    lists.collect()
}

/// A sentence whose first "line 4" leads there.
fn linked(name: &Name, line: usize, words: &str) -> String {
    let written = format!("line {line}");
    match words.find(&written) {
        Some(at) => {
            let behind = &words[at + written.len()..];
            let (before, link) = match at {
                0 => (String::new(), capital(&written)),
                _ => (sentence(&capital(&words[..at])), written),
            };
            let anchor = anchor(name, line);
            format!(
                "{before}<a href=\"#{anchor}\">{link}</a>{}.",
                sentence(behind)
            )
        }
        None => format!("{}.", sentence(&capital(words))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "fn main() {\n    let a = 1;\n    let r = || {\n        a\n    };\n}\n";

    fn spot(part: &str, line: usize, role: Role, words: &str) -> Spot {
        let start = SOURCE.find(part).expect("a part of the source");
        Spot {
            start,
            end: start + part.len(),
            line,
            role,
            words: words.to_owned(),
        }
    }

    fn rejection(places: Vec<Spot>, told: &[&str]) -> Rejection {
        Rejection {
            code: Some("E0505".to_owned()),
            message: "cannot move out of `a`".to_owned(),
            places,
            notes: Vec::new(),
            told: told.iter().map(|words| (*words).to_owned()).collect(),
            function: None,
            lane: None,
        }
    }

    fn story(rejections: Vec<Rejection>) -> Story {
        Story {
            version: 1,
            functions: Vec::new(),
            rejections,
            run: None,
            untold: Vec::new(),
        }
    }

    fn name() -> Name {
        "moves/closure".parse().expect("a name")
    }

    /// Places in the order of the text, sentences in the order of the story.
    fn lent_and_needed() -> Rejection {
        rejection(
            vec![
                spot("a = 1", 2, Role::Other, "binding `a` declared here"),
                spot("r = ", 3, Role::Refused, "move out of `a` occurs here"),
                spot(
                    "|| {\n        a\n    }",
                    3,
                    Role::Lent,
                    "borrow occurs here",
                ),
                spot("};", 5, Role::StillNeeded, ""),
            ],
            &[
                "line 3 lends it by `&`",
                "line 3 is refused: cannot move out of `a`",
                "line 5 still needs the loan",
                "line 2: binding `a` declared here",
            ],
        )
    }

    #[test]
    fn places_are_told_in_the_order_of_the_story_and_lead_to_their_lines() {
        let html = told(&name(), &story(vec![lent_and_needed()]));
        let item = |class, number, line, words| {
            format!(
                "<li class=\"{class}\" data-of=\"p{number}\" data-place=\"{number}\">\
                 <a href=\"#moves/closure-line-{line}\">Line {line}</a>{words}.</li>"
            )
        };
        let items = [
            item("lent", 1, 3, " lends it by <code>&amp;</code>"),
            item(
                "refused",
                2,
                3,
                " is refused: cannot move out of <code>a</code>",
            ),
            item("needed", 3, 5, " still needs the loan"),
            item("other", 4, 2, ": binding <code>a</code> declared here"),
        ];
        let list = format!("<ol class=\"places\">{}</ol>", items.concat());
        assert_eq!(html, list);
    }

    #[test]
    fn each_place_is_drawn_on_its_lines_and_labelled_behind_the_first() {
        let marks = marks(&name(), SOURCE, &story(vec![lent_and_needed()]), 3);
        let drawn: Vec<(&str, &str)> = marks
            .spans
            .iter()
            .map(|span| (&SOURCE[span.range.clone()], &*span.open))
            .collect();
        assert_eq!(
            drawn,
            [
                (
                    "|| {",
                    "span class=\"place lent\" data-of=\"p1\" data-place=\"1\""
                ),
                ("a", "span class=\"place lent\" data-of=\"p1\""),
                ("}", "span class=\"place lent\" data-of=\"p1\""),
                (
                    "r =",
                    "span class=\"place refused\" data-of=\"p2\" data-place=\"2\""
                ),
                (
                    "};",
                    "span class=\"place needed\" data-of=\"p3\" data-place=\"3\""
                ),
                (
                    "a = 1",
                    "span class=\"place other\" data-of=\"p4\" data-place=\"4\""
                ),
            ]
        );
        let line = &marks.lines[&3];
        assert!(line.is_refused);
        assert_eq!(line.id.as_deref(), Some("moves/closure-line-3"));
        assert_eq!(
            line.said,
            "<wbr><span class=\"said lent\" data-of=\"p1\">borrow occurs here</span>\
             <wbr><span class=\"said refused\" data-of=\"p2\">move out of <b>a</b> occurs here</span>"
        );
        assert_eq!(marks.lines[&5].said, "", "rustc said nothing");
        assert_eq!(marks.lines[&2].said, "", "too long for a line");
        assert!(!marks.lines[&5].is_refused);
    }

    #[test]
    fn several_errors_are_lists_of_their_own_with_numbers_that_go_on() {
        let second = rejection(
            vec![
                spot("main", 1, Role::Refused, "one"),
                spot("let r", 3, Role::Refused, "another"),
            ],
            &["line 1 is refused: no"],
        );
        let html = told(&name(), &story(vec![lent_and_needed(), second]));
        assert_eq!(html.matches("<ol").count(), 2);
        let title = "<p class=\"label\">E0505: cannot move out of <code>a</code></p>";
        assert_eq!(html.matches(title).count(), 2);
        assert!(html.contains("data-place=\"5\"><a href=\"#moves/closure-line-1\">Line 1</a> is"));
        assert!(
            html.contains("data-place=\"6\"><a href=\"#moves/closure-line-3\">Line 3</a>: ano")
        );
    }

    #[test]
    fn without_a_story_the_line_of_the_marker_is_refused_all_the_same() {
        let marks = marks(&name(), SOURCE, &story(Vec::new()), 4);
        assert!(marks.lines[&4].is_refused);
        assert!(marks.spans.is_empty());
        assert_eq!(told(&name(), &story(Vec::new())), "");
    }

    #[test]
    fn a_place_that_does_not_fit_the_text_is_not_drawn() {
        assert!(parts(SOURCE, 5..999).is_empty());
        assert!(parts(SOURCE, 9..9).is_empty());
        assert!(parts("\u{e9}", 1..2).is_empty());
    }
}
