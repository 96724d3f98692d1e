//! The pictures of a program's story: lanes beside its code, its memory at every step, and the words
//! that say the same.

use super::html::{capital, escape, sentence};
use crate::name::Name;
use lens::draw::{self, Mark, words};
use lens::story::{Event, Story};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The pictures of one figure.
pub struct Pictures<'a> {
    name: &'a Name,
    story: &'a Story,
    /// The marks that were drawn, for the legend.
    marks: RefCell<BTreeSet<Mark>>,
}

impl<'a> Pictures<'a> {
    /// Those of a program.
    pub fn new(name: &'a Name, story: &'a Story) -> Pictures<'a> {
        Pictures {
            name,
            story,
            marks: RefCell::default(),
        }
    }

    /// The lanes beside these lines of code, counted from 1; nothing where none lie there.
    pub fn lanes(&self, lines: RangeInclusive<usize>) -> String {
        let id = format!("{}-{}", self.name.example(), lines.start());
        let Some(drawing) = draw::lanes(self.story, lines, &id) else {
            return String::new();
        };
        self.marks.borrow_mut().extend(drawing.marks);
        drawing.svg
    }

    /// Memory at every step, folded.
    pub fn memory(&self) -> String {
        let Some(run) = &self.story.run else {
            return String::new();
        };
        let drawings = draw::memories(self.story, &format!("{}-m", self.name.example()));
        let mut steps = String::new();
        for (number, (step, drawing)) in run.steps.iter().zip(drawings).enumerate() {
            self.marks.borrow_mut().extend(drawing.marks);
            steps.push_str(&format!(
                "<li id=\"{}:{}\"><p class=\"when\">{}</p>{}\
                 <div class=\"scroll\" tabindex=\"0\">{}</div>{}</li>",
                self.name,
                number + 1,
                sentence(&capital(&words::title(step))),
                events(words::events(step)),
                drawing.svg,
                told("The same in words", &words::memory(step)),
            ));
        }
        let count = match run.steps.len() {
            1 => "1 step".to_owned(),
            count => format!("{count} steps"),
        };
        let end = format!("Afterwards: {}", run.end);
        format!(
            "<details class=\"steps\"><summary>Memory, step by step ({count})</summary>\
             <ol>{steps}</ol>\
             <p class=\"when\">{}</p>{}{}</details>",
            sentence(&end),
            events(run.after.iter()),
            words::leaks(self.story).map_or_else(String::new, |words| {
                format!("<p class=\"leak\">{}</p>", sentence(&capital(&words)))
            }),
        )
    }

    /// What the marks drawn so far mean, the lanes in words, and what is not told; folded.
    pub fn explained(&self) -> String {
        let marks = self.marks.borrow();
        let functions = self.story.functions.iter();
        let lanes: Vec<String> = functions.flat_map(words::lanes).collect();
        if marks.is_empty() && lanes.is_empty() {
            return String::new();
        }
        let untold = self.story.untold.iter();
        let untold = untold.map(|note| format!("line {}: {}", note.line, note.words));
        format!(
            "<details class=\"marks\"><summary>What the marks mean</summary>{}{}{}</details>",
            draw::legend(&marks, &format!("{}-l", self.name.example())),
            told("The lanes in words", &lanes),
            list("untold", &untold.collect::<Vec<_>>()),
        )
    }
}

fn events<'a>(events: impl Iterator<Item = &'a Event>) -> String {
    let words: Vec<String> = events.map(|event| capital(&event.words)).collect();
    list("events", &words)
}

/// Sentences as a list; nothing where there are none.
fn list(class: &str, sentences: &[String]) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let items = sentences
        .iter()
        .map(|it| format!("<li>{}</li>", sentence(it)));
    format!("<ul class=\"{class}\">{}</ul>", items.collect::<String>())
}

/// The same, folded under a title.
fn told(title: &str, sentences: &[String]) -> String {
    match sentences.is_empty() {
        true => String::new(),
        false => format!(
            "<details class=\"words\"><summary>{}</summary>{}</details>",
            escape(title),
            list("words", sentences)
        ),
    }
}
