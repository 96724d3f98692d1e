//! The pictures of a program's story: lanes beside its code, and the words and the legend that say
//! what they show.

use super::colours::Span;
use super::html::{escape, sentence};
use super::lean::lean;
use super::variables;
use crate::name::Name;
use lens::draw::{self, Mark, Partners, words};
use lens::story::Story;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The pictures of one figure.
pub struct Pictures<'a> {
    pub name: &'a Name,
    pub story: &'a Story,
    /// Who is who in them, and in the code beside them.
    pub partners: Partners,
    /// The marks that were drawn, for the legend.
    marks: RefCell<BTreeSet<Mark>>,
}

impl<'a> Pictures<'a> {
    /// Those of a program.
    pub fn new(name: &'a Name, story: &'a Story) -> Pictures<'a> {
        Pictures {
            name,
            story,
            partners: Partners::of(story),
            marks: RefCell::default(),
        }
    }

    /// The lanes beside these lines of code, counted from 1; nothing where none lie there.
    pub fn lanes(&self, lines: RangeInclusive<usize>) -> String {
        let id = format!("{}-{}", self.name.example(), lines.start());
        let Some(drawing) = draw::lanes(self.story, lines, &id) else {
            return String::new();
        };
        self.drew(drawing.marks);
        lean(&drawing.svg)
    }

    /// The variables that have lanes, where the code names them.
    pub fn variables(&self, source: &str) -> Vec<Span> {
        variables::spans(source, self.story, &self.partners)
    }

    /// Keeps marks for the legend.
    pub fn drew(&self, marks: BTreeSet<Mark>) {
        self.marks.borrow_mut().extend(marks);
    }

    /// What the marks drawn so far mean, the lanes in words, and what is not told; folded.
    pub fn explained(&self) -> String {
        let marks = self.marks.borrow();
        let functions = self.story.functions.iter().enumerate();
        let lanes: Vec<(String, String)> = functions
            .flat_map(|(function, it)| {
                let of = move |lane| self.partners.lane(function, lane);
                let words = words::lanes(it).into_iter().enumerate();
                words.map(move |(lane, words)| (of(lane), words))
            })
            .collect();
        if marks.is_empty() && lanes.is_empty() {
            return String::new();
        }
        let untold = self.story.untold.iter();
        let untold = untold.map(|note| format!("line {}: {}", note.line, note.words));
        format!(
            "<details class=\"marks\"><summary>What the marks mean</summary>{}{}{}</details>",
            lean(&draw::legend(&marks, &format!("{}-l", self.name.example()))),
            folded("The lanes in words", &list("words", lanes.into_iter())),
            list("untold", untold.map(|it| (String::new(), it))),
        )
    }
}

/// Sentences as a list, each with whom it is about; nothing where there are none.
pub fn list(class: &str, sentences: impl Iterator<Item = (String, String)>) -> String {
    let items: String = sentences
        .map(|(of, words)| match of.is_empty() {
            true => format!("<li>{}</li>", sentence(&words)),
            false => format!("<li data-of=\"{of}\">{}</li>", sentence(&words)),
        })
        .collect();
    match items.is_empty() {
        true => items,
        false => format!("<ul class=\"{class}\">{items}</ul>"),
    }
}

/// Sentences folded under a title.
pub fn told(title: &str, sentences: &[String]) -> String {
    let sentences = sentences.iter().map(|it| (String::new(), it.clone()));
    folded(title, &list("words", sentences))
}

fn folded(title: &str, list: &str) -> String {
    match list.is_empty() {
        true => String::new(),
        false => format!(
            "<details class=\"words\"><summary>{}</summary>{list}</details>",
            escape(title)
        ),
    }
}
