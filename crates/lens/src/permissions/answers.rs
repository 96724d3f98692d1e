//! rustc's errors, sorted by the probe that they answer.

use super::copies::{self, Asked, ProgramCopy, Spot};
use super::labels::{self, Meaning};
use super::model::{Place, Pointed, Rejection};
use super::probe::{self, Question};
use crate::diagnostic::{Diagnostic, Label};
use crate::source::Source;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What rustc said to one question.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// Errors at a probe.
    pub failures: HashMap<Asked, Vec<Failure>>,
    /// Errors at the program's own code that name a probe as a later use.
    pub ended: HashMap<Asked, Vec<Failure>>,
    /// Errors of the program as it is.
    pub rejections: Vec<Rejection>,
    /// Errors at the program's own code, in copies that ask no variable: the program's own, at
    /// places where room for probes may have moved them.
    pub own: Vec<Failure>,
    /// Errors at the program's own code in other copies.
    pub copied: Vec<Failure>,
    /// Types that rustc told.
    pub types: HashMap<(usize, usize), String>,
    /// Why a type could not be told: there is no such place.
    pub not_there: HashMap<(usize, usize), String>,
    /// Bodies, variables and points that were asked alone, in a copy that was checked for loans.
    pub alone: HashSet<(usize, usize, usize)>,
}

/// One error.
#[derive(Clone, Debug, Default)]
pub(super) struct Failure {
    pub code: String,
    pub message: String,
    /// The primary place, where it is the program's own.
    pub primary: Option<Place>,
    pub labels: Vec<Mapped>,
    pub notes: Vec<String>,
}

/// A label, and whether it is in the program or in a probe.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    pub spot: Spot,
    pub place: Place,
    pub meaning: Meaning,
}

impl Answers {
    /// Adds what rustc said to another question.
    pub fn add(&mut self, more: Answers) {
        self.failures.extend(more.failures);
        for (asked, failures) in more.ended {
            self.ended.entry(asked).or_default().extend(failures);
        }
        self.rejections.extend(more.rejections);
        self.own.extend(more.own);
        self.copied.extend(more.copied);
        self.types.extend(more.types);
        self.not_there.extend(more.not_there);
        self.alone.extend(more.alone);
    }
}

/// Sorts the errors among `diagnostics` by what they answer.
pub(super) fn sort(source: &Source, copies: &[ProgramCopy], diagnostics: &[Diagnostic]) -> Answers {
    let mut answers = Answers::default();
    for diagnostic in diagnostics.iter().filter(|it| it.is_error) {
        let Some(primary) = diagnostic.primary() else {
            continue;
        };
        let Some((number, spot)) = copies::locate(copies, primary.start) else {
            continue;
        };
        let copy = &copies[number];
        if copy.hosts.is_empty() {
            let told = rejection(source, copies, number, diagnostic);
            answers.rejections.push(told);
            continue;
        }
        let failure = failure(source, copies, number, diagnostic, primary);
        match spot {
            Spot::Probe(Some(asked)) if asked.question == Question::Type => {
                let of = (asked.body, asked.variable);
                match failure.message.strip_prefix(probe::TYPE) {
                    Some(name) => answers.types.insert(of, type_name(name, number)),
                    None => answers.not_there.insert(of, failure.message),
                };
            }
            Spot::Probe(Some(asked)) => {
                if asked.question == Question::Control {
                    answers.alone.extend(copy.alone(asked.body, asked.variable));
                }
                answers.failures.entry(asked).or_default().push(failure);
            }
            Spot::Probe(None) | Spot::Original(_) => {
                let probes: Vec<Asked> = match spot {
                    Spot::Original(_) => failure.asked().collect(),
                    Spot::Probe(_) => Vec::new(),
                };
                // One error for all writes to what is not `mut`, at its declaration.
                let is_of_writes = failure.code == "E0596";
                for asked in &probes {
                    if is_of_writes {
                        let failures = answers.failures.entry(*asked).or_default();
                        failures.push(failure.clone());
                        continue;
                    }
                    let ended = answers.ended.entry(*asked).or_default();
                    ended.push(failure.clone());
                }
                if probes.is_empty() && copy.asks_no_variable() {
                    answers.own.push(failure);
                } else if probes.is_empty() {
                    answers.copied.push(failure);
                }
            }
        }
    }
    answers
}

/// An error of the program as it is.
fn rejection(
    source: &Source,
    copies: &[ProgramCopy],
    number: usize,
    diagnostic: &Diagnostic,
) -> Rejection {
    let labels = diagnostic.labels.iter().filter_map(|label| {
        let mapped = mapped(source, copies, number, label)?;
        matches!(mapped.spot, Spot::Original(_)).then_some(Pointed {
            place: mapped.place,
            is_primary: label.is_primary,
        })
    });
    let mut places: Vec<Pointed> = labels.collect();
    places.sort_by_key(|it| (it.place.start, it.place.end, it.place.words.clone()));
    Rejection {
        code: diagnostic.code.clone(),
        message: as_in_the_program(&diagnostic.message, number),
        places,
        notes: notes(diagnostic, number),
    }
}

fn failure(
    source: &Source,
    copies: &[ProgramCopy],
    number: usize,
    diagnostic: &Diagnostic,
    primary: &Label,
) -> Failure {
    let labels = diagnostic.labels.iter();
    let mut labels: Vec<Mapped> = labels
        .filter_map(|label| mapped(source, copies, number, label))
        .collect();
    labels.sort_by_key(|it| (it.place.start, it.place.end, it.place.words.clone()));
    Failure {
        code: diagnostic.code.clone().unwrap_or_default(),
        message: as_in_the_program(&diagnostic.message, number),
        primary: mapped(source, copies, number, primary)
            .filter(|it| matches!(it.spot, Spot::Original(_)))
            .map(|it| it.place),
        labels,
        notes: notes(diagnostic, number),
    }
}

fn notes(diagnostic: &Diagnostic, number: usize) -> Vec<String> {
    let notes = diagnostic.notes.iter();
    notes.map(|it| as_in_the_program(it, number)).collect()
}

fn mapped(source: &Source, copies: &[ProgramCopy], number: usize, label: &Label) -> Option<Mapped> {
    let (_, spot) = copies::locate(copies, label.start)?;
    let last = label.end.saturating_sub(1).max(label.start);
    let start = match spot {
        Spot::Original(byte) => byte,
        Spot::Probe(_) => 0,
    };
    let end = match (spot, copies::locate(copies, last)) {
        (Spot::Original(_), Some((_, Spot::Original(byte)))) if byte >= start => byte + 1,
        _ => start,
    };
    let words = as_in_the_program(&label.words, number);
    Some(Mapped {
        spot,
        meaning: labels::meaning(&words),
        place: Place {
            start,
            end,
            line: source.line(start),
            words,
        },
    })
}

/// rustc's words without the module that the copy is in.
fn as_in_the_program(words: &str, number: usize) -> String {
    let module = format!("c{number}::");
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(place) = rest.find(&module) {
        let (before, from) = rest.split_at(place);
        out.push_str(before);
        let inside_a_name = out.ends_with(|it: char| it.is_alphanumeric() || it == '_');
        let inside_a_path = out.ends_with("::") && !out.ends_with("crate::");
        if inside_a_name || inside_a_path {
            out.push_str(&module);
        }
        rest = &from[module.len()..];
    }
    out.push_str(rest);
    without_places(&out)
}

/// What has no name rustc calls by its place in the question's text, as in `{closure@q.rs:7:9}`.
fn without_places(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, from)) = rest.split_once('@') {
        let is_unnamed = ["{closure", "{async block", "{async closure", "{coroutine"]
            .iter()
            .any(|it| before.ends_with(it));
        match from.split_once('}') {
            Some((_, after)) if is_unnamed => {
                out.push_str(before);
                out.push('}');
                rest = after;
            }
            _ => {
                out.push_str(before);
                out.push('@');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A type as the program calls it: without the module that the copy of this number is, and with
/// words for a closure, which has no name.
fn type_name(name: &str, copy: usize) -> String {
    if name == "{closure}" {
        return "a closure".to_owned();
    }
    let module = format!("c{copy}::");
    let parts = name.split_inclusive(&module);
    let is_copy = |before: &&str| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    parts
        .map(|part| part.strip_suffix(&module).filter(is_copy).unwrap_or(part))
        .collect()
}

impl Failure {
    /// The probes that its labels name.
    fn asked(&self) -> impl Iterator<Item = Asked> + '_ {
        self.labels.iter().filter_map(|label| match label.spot {
            Spot::Probe(asked) => asked,
            Spot::Original(_) => None,
        })
    }

    /// The places in the program whose labels mean `meaning`.
    pub fn places(&self, meaning: Meaning) -> impl Iterator<Item = &Place> + '_ {
        self.labels
            .iter()
            .filter(move |it| it.meaning == meaning && matches!(it.spot, Spot::Original(_)))
            .map(|it| &it.place)
    }

    /// Whether it says that a part of `name` was moved; of a box's content rustc does not say
    /// "partially".
    pub fn is_partial(&self, name: &str) -> bool {
        let words = self.labels.iter().map(|it| it.place.words.as_str());
        self.code == "E0382"
            && (self.places(Meaning::PartlyMoved).next().is_some()
                || words
                    .chain(self.notes.iter().map(String::as_str))
                    .filter_map(labels::moved_place)
                    .any(|place| labels::is_part(place, name)))
    }

    /// The bytes of the primary place.
    pub fn range(&self) -> Option<Range<usize>> {
        self.primary.as_ref().map(|it| it.start..it.end)
    }
}
