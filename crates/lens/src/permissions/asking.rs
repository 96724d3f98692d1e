//! The conversation with rustc: a first question, and a second where the first cannot tell.

use super::answers::{self, Answers};
use super::copies::{self, Adaptation, Asked, Host, ProgramCopy};
use super::labels::Meaning;
use super::model::{Permissions, Untold};
use super::outline::Body;
use super::probe;
use super::sites;
use super::states;
use super::walk;
use crate::diagnostic;
use crate::source::Source;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Variables of one body that are asked about; the rest is told as not asked.
const MOST_VARIABLES: usize = 60;

/// Points of one body at which variables are asked about once more.
const MOST_POINTS_ALONE: usize = 300;

/// Bytes of one question; copies beyond are left out, and what they would ask is told as not
/// answered. A large program could keep rustc busy for minutes.
const MOST_TEXT: usize = 1024 * 1024;

/// A text for rustc.
#[derive(Clone, Debug)]
pub struct Question {
    text: String,
    copies: Vec<ProgramCopy>,
}

impl Question {
    /// What rustc is started with, besides the name of the file and of a place for its output. Its
    /// time should be bounded: a program can keep a compiler busy for ever.
    pub const ARGUMENTS: [&str; 8] = [
        "--crate-type",
        "lib",
        "--edition=2024",
        "--emit=metadata",
        "--error-format=json",
        "--cap-lints",
        "allow",
        "--crate-name=question",
    ];

    /// The text to compile; every question asks for errors, so rustc does not succeed.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// One program, and what rustc has told about it so far.
pub struct Asking<'s> {
    pub(super) source: &'s Source,
    pub(super) bodies: Vec<Body>,
    pub(super) untold: Vec<Untold>,
    adaptation: Adaptation,
    pub(super) first: Answers,
    pub(super) second: Answers,
    /// Bodies and variables of which a point at a time has to be asked.
    pub(super) alone: HashSet<(usize, usize)>,
    /// Whether the first question was answered.
    is_answered: bool,
}

impl<'s> Asking<'s> {
    /// Prepares a program and writes the first question about it.
    pub fn new(source: &'s Source) -> (Asking<'s>, Question) {
        let (bodies, untold) = walk::outline(source);
        let mut asking = Asking {
            source,
            bodies,
            untold,
            adaptation: Adaptation::of(source),
            first: Answers::default(),
            second: Answers::default(),
            alone: HashSet::new(),
            is_answered: false,
        };
        for body in &asking.bodies {
            if body.variables.len() > MOST_VARIABLES {
                asking.untold.push(Untold {
                    line: source.line(body.range.start),
                    words: format!(
                        "`{}` has {} variables; only the first {MOST_VARIABLES} are asked about",
                        body.name,
                        body.variables.len()
                    ),
                });
            }
        }
        let of_all = |host: &Host| {
            let bodies = 0..asking.bodies.len();
            bodies.map(|body| (body, host.clone())).collect()
        };
        let mut all: Vec<Vec<(usize, Host)>> = vec![of_all(&Host::Reachable), of_all(&Host::Types)];
        let hosts = asking.bodies.iter().map(|body| {
            let variables = 0..body.variables.len().min(MOST_VARIABLES);
            variables.map(Host::All).collect()
        });
        all.extend(packed(hosts.collect()));
        let question = asking.write(&all);
        (asking, question)
    }

    /// Takes what rustc printed on its standard error for `question`, which must be the last one
    /// that was given. Returns a second question when variables expired, were moved, or had no
    /// value yet.
    pub fn answer(&mut self, question: &Question, printed: &str) -> Option<Question> {
        let diagnostics = diagnostic::read(printed);
        let answers = answers::sort(self.source, &question.copies, &diagnostics);
        if self.is_answered {
            self.second = answers;
            return None;
        }
        self.is_answered = true;
        self.first = answers;
        let hosts: Vec<Vec<Host>> = (0..self.bodies.len())
            .map(|body| self.unclear(body))
            .collect();
        let all = packed(hosts);
        (!all.is_empty()).then(|| self.write(&all))
    }

    /// What is told so far: all of it once [`Asking::answer`] returns no further question.
    pub fn permissions(&self) -> Permissions {
        states::tell(self)
    }

    /// What the first answers leave open in a body.
    fn unclear(&mut self, number: usize) -> Vec<Host> {
        let body = &self.bodies[number];
        let mut moves: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        let mut alone = vec![false; body.variables.len()];
        let ended = self.first.ended.keys();
        for asked in ended.filter(|asked| asked.body == number && asked.is_about_variable()) {
            alone[asked.variable] = true;
        }
        let failures = self.first.failures.iter();
        for (asked, failures) in
            failures.filter(|(asked, _)| asked.body == number && asked.is_about_variable())
        {
            for failure in failures {
                let name = &body.variables[asked.variable].binding.name;
                if failure.code == "E0381" || failure.is_partial(name) {
                    alone[asked.variable] = true;
                } else if asked.question == probe::Question::Moves {
                    let places = failure.places(Meaning::Moved);
                    let found = moves.entry(asked.variable).or_default();
                    for place in places.map(|it| it.start..it.end) {
                        if !found.contains(&place) {
                            found.push(place);
                        }
                    }
                }
            }
        }
        let mut hosts = Vec::new();
        for (variable, places) in moves.iter().filter(|(_, places)| !places.is_empty()) {
            let declared = &body.variables[*variable];
            if let Some(sites) = sites::sites(self.source, body, declared, places) {
                hosts.push(Host::Gone(*variable, sites));
            }
        }
        let alone: Vec<usize> = (0..alone.len()).filter(|it| alone[*it]).collect();
        self.alone.extend(alone.iter().map(|it| (number, *it)));
        let body = &self.bodies[number];
        for variable in alone {
            let points = body
                .visible_points(variable)
                .filter(|point| self.is_reachable(number, *point));
            hosts.extend(points.map(|point| Host::Alone(variable, point)));
        }
        hosts.truncate(MOST_POINTS_ALONE);
        hosts
    }

    /// Whether rustc told that the point can be reached.
    pub(super) fn is_reachable(&self, body: usize, point: usize) -> bool {
        let asked = Asked {
            body,
            variable: 0,
            point,
            question: probe::Question::Reachable,
        };
        self.first.failures.contains_key(&asked)
    }

    fn write(&self, all: &[Vec<(usize, Host)>]) -> Question {
        let mut text = probe::PREAMBLE.to_owned();
        let mut copies = Vec::new();
        for (number, hosts) in all.iter().enumerate() {
            if text.len() > MOST_TEXT {
                break;
            }
            copies.push(copies::write(
                self.source,
                &self.adaptation,
                &self.bodies,
                hosts,
                number,
                &mut text,
            ));
        }
        Question { text, copies }
    }
}

/// The k-th host of every body goes into the k-th copy.
fn packed(hosts: Vec<Vec<Host>>) -> Vec<Vec<(usize, Host)>> {
    let mut all: Vec<Vec<(usize, Host)>> = Vec::new();
    for (body, hosts) in hosts.into_iter().enumerate() {
        for (number, host) in hosts.into_iter().enumerate() {
            match all.get_mut(number) {
                Some(copy) => copy.push((body, host)),
                None => all.push(vec![(body, host)]),
            }
        }
    }
    all
}
