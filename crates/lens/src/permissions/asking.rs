//! The conversation with rustc: first questions, and second ones where the first cannot tell.

use super::adaptation::Adaptation;
use super::answers::{self, Answers};
use super::copies::{self, Asked, Host, ProgramCopy};
use super::model::{Permissions, Untold};
use super::outline::Body;
use super::portions::{self, Copy};
use super::probe;
use super::settled::{self, Settled};
use super::sites;
use super::states;
use super::walk;
use super::ways::Ways;
use crate::diagnostic;
use crate::edition::Edition;
use crate::source::Source;
use std::collections::{HashMap, VecDeque};

/// Variables of one body that are asked about; the rest is told as not asked.
const MOST_VARIABLES: usize = 60;

/// Places of one body that are asked about; the rest is told as not asked.
const MOST_PLACES: usize = 40;

/// Points of one body at which variables are asked about once more.
const MOST_POINTS_ALONE: usize = 300;

/// Questions about one program; what would be asked beyond is told as not answered.
const MOST_QUESTIONS: usize = 32;

/// How rustc's answers come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As JSON, from a rustc that is started with [`Question::arguments`].
    Json,
    /// As the text that rustc shows a person, 140 columns wide and without colours, with cargo's
    /// lines around it: the public playground prints nothing else.
    Rendered,
}

/// A text for rustc.
#[derive(Clone, Debug)]
pub struct Question {
    text: String,
    copies: Vec<ProgramCopy>,
    edition: Edition,
    /// Which one it is of its program's questions, so that no answer is taken for another's.
    number: usize,
}

impl Question {
    /// What rustc is started with for [`Reading::Json`], besides the name of the file and of a
    /// place for its output. Its time should be bounded: a program can keep a compiler busy for
    /// ever.
    pub fn arguments(&self) -> [&'static str; 7] {
        [
            "--crate-type",
            "lib",
            "--edition",
            self.edition.year(),
            "--emit=metadata",
            "--error-format=json",
            "--crate-name=question",
        ]
    }

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
    edition: Edition,
    reading: Reading,
    pub(super) first: Answers,
    pub(super) second: Answers,
    /// What the first answers settle, by body and variable.
    pub(super) settled: HashMap<(usize, usize), Settled>,
    pub(super) ways: Ways,
    /// What is still to be asked, a question each.
    pending: VecDeque<Vec<Copy>>,
    /// How many questions were answered or divided.
    answered: usize,
    /// Whether what is pending follows from first answers.
    is_second: bool,
}

impl<'s> Asking<'s> {
    /// Prepares a program of an edition; `reading` says how the answers will come.
    pub fn new(source: &'s Source, edition: Edition, reading: Reading) -> Asking<'s> {
        let (mut bodies, mut untold) = walk::outline(source);
        for body in &mut bodies {
            let mut bound = |count: usize, most: usize, what: &str| {
                if count > most {
                    untold.push(Untold {
                        line: source.line(body.range.start),
                        words: format!(
                            "`{}` has {count} {what}; only the first {most} are asked about",
                            body.name,
                        ),
                    });
                }
            };
            bound(body.variables.len(), MOST_VARIABLES, "variables");
            bound(body.places.len(), MOST_PLACES, "places");
            // A place is told with its variable.
            body.places.retain(|place| place.variable < MOST_VARIABLES);
            body.places.truncate(MOST_PLACES);
        }
        let of_all = |host: &Host| -> Copy {
            let bodies = 0..bodies.len();
            bodies.map(|body| (body, host.clone())).collect()
        };
        let mut groups = vec![of_all(&Host::Reachable), of_all(&Host::Types)];
        let hosts = bodies.iter().map(|body| {
            let variables = 0..body.variables.len().min(MOST_VARIABLES);
            let places = body.variables.len()..body.len();
            variables.chain(places).map(Host::All).collect()
        });
        groups.extend(packed(hosts.collect()));
        let mut pending: VecDeque<Vec<Copy>> =
            portions::divide(reading, &bodies, source.text().len(), groups).into();
        // The first copy is the program as it is.
        match pending.front_mut() {
            Some(copies) => copies.insert(0, Copy::new()),
            None => pending.push_back(vec![Copy::new()]),
        }
        Asking {
            source,
            bodies,
            untold,
            adaptation: Adaptation::of(source, edition, reading),
            edition,
            reading,
            first: Answers::default(),
            second: Answers::default(),
            settled: HashMap::new(),
            ways: Ways::of(source),
            pending,
            answered: 0,
            is_second: false,
        }
    }

    /// The question to ask next, the same one until it is answered; `None` when nothing is left to
    /// ask.
    pub fn question(&self) -> Option<Question> {
        let copies = self.pending.front()?;
        (self.answered < MOST_QUESTIONS).then(|| self.write(copies))
    }

    /// Takes what rustc printed on its standard error for `question`; an answer to another question
    /// than the one to ask next is left out.
    pub fn answer(&mut self, question: &Question, printed: &str) {
        if question.number != self.answered || self.pending.pop_front().is_none() {
            return;
        }
        let diagnostics = match self.reading {
            Reading::Json => diagnostic::read(printed),
            Reading::Rendered => diagnostic::read_rendered(printed, &question.text),
        };
        let answers = answers::sort(self.source, &question.copies, &diagnostics);
        self.answered += 1;
        if self.is_second {
            self.second.add(answers);
            return;
        }
        self.first.add(answers);
        if self.pending.is_empty() {
            self.is_second = true;
            let hosts: Vec<Vec<Host>> = (0..self.bodies.len())
                .map(|body| self.unclear(body))
                .collect();
            let length = self.source.text().len();
            self.pending =
                portions::divide(self.reading, &self.bodies, length, packed(hosts)).into();
        }
    }

    /// Asks what `question` asked in two smaller questions, where its answer was too long to be
    /// carried: how long it gets is planned for, and rustc can still say more. What cannot be divided
    /// is told as not answered.
    pub fn divide(&mut self, question: &Question) {
        if question.number != self.answered {
            return;
        }
        let Some(copies) = self.pending.front() else {
            return;
        };
        match portions::halves(copies) {
            Some([first, rest]) => {
                self.pending.pop_front();
                self.pending.push_front(rest);
                self.pending.push_front(first);
                self.answered += 1;
            }
            None => self.answer(question, ""),
        }
    }

    /// What is told so far: all of it once [`Asking::question`] returns none.
    pub fn permissions(&self) -> Permissions {
        states::tell(self)
    }

    /// What the first answers leave open in a body.
    fn unclear(&mut self, number: usize) -> Vec<Host> {
        let mut hosts = Vec::new();
        for named in 0..self.bodies[number].len() {
            let settled = settled::settle(self, number, named);
            let body = &self.bodies[number];
            if !settled.moves.is_empty() {
                let sites = sites::sites(self.source, body, named, &settled.moves);
                hosts.extend(sites.map(|sites| Host::Gone(named, sites)));
            }
            if settled.is_open {
                let points = body
                    .visible_points(named)
                    .filter(|point| self.is_reachable(number, *point));
                hosts.extend(points.map(|point| Host::Alone(named, point)));
            }
            self.settled.insert((number, named), settled);
        }
        hosts.truncate(MOST_POINTS_ALONE);
        hosts
    }

    /// Whether the point comes before anything that can branch.
    pub(super) fn is_straight(&self, body: usize, point: usize) -> bool {
        let body = &self.bodies[body];
        let point = &body.points[point];
        point.closure == 0 && point.byte <= self.ways.straight_until(&body.range)
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

    fn write(&self, hosts: &[Copy]) -> Question {
        let mut text = probe::PREAMBLE.to_owned();
        let mut copies = Vec::new();
        for (number, hosts) in hosts.iter().enumerate() {
            copies.push(copies::write(
                self.source,
                &self.adaptation,
                &self.bodies,
                hosts,
                number,
                self.reading,
                &mut text,
            ));
        }
        Question {
            text,
            copies,
            edition: self.edition,
            number: self.answered,
        }
    }
}

/// The k-th host of every body goes into the k-th copy.
fn packed(hosts: Vec<Vec<Host>>) -> Vec<Copy> {
    let mut all: Vec<Copy> = Vec::new();
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
