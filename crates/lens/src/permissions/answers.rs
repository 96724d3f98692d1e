//! rustc's errors, sorted by the probe that they answer.

use super::copies::{self, Asked, ProgramCopy, Spot};
use super::labels::{self, Meaning};
use super::model::Place;
use super::probe::{self, Question};
use crate::diagnostic::{Diagnostic, Label};
use crate::source::Source;
use std::collections::HashMap;
use std::ops::Range;

/// What rustc said to one question.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// Errors at a probe.
    pub failures: HashMap<Asked, Vec<Failure>>,
    /// Errors at the program's own code that name a probe as a later use.
    pub ended: HashMap<Asked, Vec<Failure>>,
    /// Errors at the program's own code, with the number of the copy.
    pub original: Vec<(usize, Failure)>,
    /// Types that rustc told.
    pub types: HashMap<(usize, usize), String>,
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

/// Sorts the errors among `diagnostics` by what they answer.
pub(super) fn sort(source: &Source, copies: &[ProgramCopy], diagnostics: &[Diagnostic]) -> Answers {
    let mut answers = Answers::default();
    for diagnostic in diagnostics.iter().filter(|it| it.is_error) {
        let Some(primary) = diagnostic.primary() else {
            continue;
        };
        let Some((copy, spot)) = copies::locate(copies, primary.start) else {
            continue;
        };
        let failure = failure(source, copies, diagnostic, primary);
        match spot {
            Spot::Probe(Some(asked)) if asked.question == Question::Type => {
                if let Some(name) = diagnostic.message.strip_prefix(probe::TYPE) {
                    answers
                        .types
                        .insert((asked.body, asked.variable), type_name(name));
                }
            }
            Spot::Probe(Some(asked)) => answers.failures.entry(asked).or_default().push(failure),
            Spot::Probe(None) => answers.original.push((copy, failure)),
            Spot::Original(_) => {
                let probes: Vec<Asked> = failure.asked().collect();
                if probes.is_empty() {
                    answers.original.push((copy, failure));
                } else {
                    for asked in probes {
                        let ended = answers.ended.entry(asked).or_default();
                        ended.push(failure.clone());
                    }
                }
            }
        }
    }
    answers
}

fn failure(
    source: &Source,
    copies: &[ProgramCopy],
    diagnostic: &Diagnostic,
    primary: &Label,
) -> Failure {
    let labels = diagnostic.labels.iter();
    Failure {
        code: diagnostic.code.clone().unwrap_or_default(),
        message: diagnostic.message.clone(),
        primary: mapped(source, copies, primary)
            .filter(|it| matches!(it.spot, Spot::Original(_)))
            .map(|it| it.place),
        labels: labels
            .filter_map(|label| mapped(source, copies, label))
            .collect(),
        notes: diagnostic.notes.clone(),
    }
}

fn mapped(source: &Source, copies: &[ProgramCopy], label: &Label) -> Option<Mapped> {
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
    Some(Mapped {
        spot,
        place: Place {
            start,
            end,
            line: source.line(start),
            words: label.words.clone(),
        },
        meaning: labels::meaning(&label.words),
    })
}

/// A closure has no name; rustc gives its place in the question's text instead.
fn type_name(name: &str) -> String {
    if name.starts_with("{closure@") {
        "a closure".to_owned()
    } else {
        name.to_owned()
    }
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
                    .any(|place| place != name))
    }

    /// The bytes of the primary place.
    pub fn range(&self) -> Option<Range<usize>> {
        self.primary.as_ref().map(|it| it.start..it.end)
    }
}
