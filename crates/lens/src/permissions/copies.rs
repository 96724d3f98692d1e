//! Copies of the program with probes in them, and the way back from an error to its probe.
//!
//! A probe is itself a use and would keep loans alive in the answers of others, so each variable
//! has a copy of its own. Bodies are checked one by one, so one copy asks a variable of every body.

use super::adaptation::Adaptation;
use super::asking::Reading;
use super::bindings::Writable;
use super::outline::{Body, Order, What};
use super::portions::Copy;
use super::probe::{self, GONE, Piece};
use super::sites::Site;
use crate::edit::{Edited, Edits, Origin};
use crate::source::Source;
use std::collections::HashMap;
use std::ops::Range;

/// What a copy is asked in one body.
#[derive(Clone, Debug)]
pub(super) enum Host {
    /// Everything about a variable, at all its points.
    All(usize),
    /// Reading a variable, at one point.
    Alone(usize, usize),
    /// Whether a variable was moved on every way: a stand-in that has a value where it has none.
    /// The sites give it one at moves and take it at assignments.
    Gone(usize, Vec<Site>),
    /// Which points can be reached.
    Reachable,
    /// The types of all variables.
    Types,
}

/// What a probe asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub body: usize,
    pub variable: usize,
    pub point: usize,
    pub question: probe::Question,
}

/// One copy in the question's text.
#[derive(Clone, Debug)]
pub(super) struct ProgramCopy {
    /// The byte of the whole text at which the copy's program begins.
    start: usize,
    edited: Edited,
    asked: HashMap<usize, Asked>,
    /// What it was asked; nothing where it is the program as it is.
    pub hosts: Copy,
}

impl ProgramCopy {
    /// Whether it asks for no variable's permissions, so that its errors are the program's own.
    pub fn asks_no_variable(&self) -> bool {
        let mut hosts = self.hosts.iter();
        hosts.all(|(_, host)| matches!(host, Host::Reachable | Host::Types))
    }

    /// The points at which a variable is asked alone.
    pub fn alone(
        &self,
        body: usize,
        variable: usize,
    ) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        let hosts = self.hosts.iter().filter(move |(of, _)| *of == body);
        hosts.filter_map(move |(_, host)| match host {
            Host::Alone(of, point) if *of == variable => Some((body, variable, *point)),
            _ => None,
        })
    }
}

/// Where a byte of the whole text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Original(usize),
    /// Put in by the lens; text that only makes room asks nothing.
    Probe(Option<Asked>),
}

/// Adds a copy of the program to `text`.
pub(super) fn write(
    source: &Source,
    adaptation: &Adaptation,
    bodies: &[Body],
    hosts: &[(usize, Host)],
    number: usize,
    reading: Reading,
    text: &mut String,
) -> ProgramCopy {
    let mut edits = Edits::default();
    adaptation.apply(number, &mut edits);
    let mut asked = HashMap::new();
    for (number, body) in bodies.iter().enumerate() {
        let here: Vec<&Host> = hosts
            .iter()
            .filter(|(of, _)| *of == number)
            .map(|(_, host)| host)
            .collect();
        // A body without a host stays as it is, also where room for probes would be made.
        if !here.is_empty() {
            write_body(body, number, &here, reading, &mut edits, &mut asked);
        }
    }
    let edited = edits.apply(source.text(), 0..source.text().len());
    text.push_str(&format!("mod c{number} {{\n"));
    let start = text.len();
    text.push_str(&edited.text);
    text.push_str("\n}\n");
    ProgramCopy {
        start,
        edited,
        asked,
        hosts: hosts.to_vec(),
    }
}

fn write_body(
    body: &Body,
    number: usize,
    hosts: &[&Host],
    reading: Reading,
    edits: &mut Edits,
    asked: &mut HashMap<usize, Asked>,
) {
    for host in hosts {
        if let Host::All(variable) | Host::Alone(variable, _) = host
            && let Writable::Edit(range, text) = &body.variables[*variable].binding.writable
        {
            edits.replace(range.clone(), text.clone());
        }
    }
    let mut order: Vec<(usize, Order, Put)> = Vec::new();
    for mark in &body.marks {
        order.push((mark.place, mark.order, Put::Mark(mark.what)));
    }
    // Where a site is all of an expression for which room is made, the room is around it.
    for site in hosts.iter().flat_map(|host| host.sites()) {
        let Range { start, end } = site.range;
        order.push((start, Order::opening(&site.range), Put::Site(&site.before)));
        order.insert(
            0,
            (end, Order::closing(&site.range), Put::Site(&site.after)),
        );
    }
    order.sort_by_key(|(place, order, _)| (*place, *order));
    for (place, _, put) in order {
        let point = match put {
            Put::Mark(What::Point(point)) => point,
            Put::Mark(What::Text(text)) => {
                edits.insert(place, text);
                continue;
            }
            Put::Site(text) => {
                edits.insert(place, text);
                continue;
            }
        };
        for host in hosts {
            for (variable, (text, question)) in pieces(body, host, point) {
                let text = match (reading, question) {
                    // On a line of its own it is shown short, whatever stands around it.
                    (Reading::Rendered, Some(_)) => format!("\n{text}\n"),
                    _ => text,
                };
                let edit = edits.insert(place, text);
                if let Some(question) = question {
                    let ask = Asked {
                        body: number,
                        variable,
                        point,
                        question,
                    };
                    asked.insert(edit, ask);
                }
            }
        }
    }
}

/// What is put in at one place.
enum Put<'a> {
    Mark(What),
    Site(&'a str),
}

impl Host {
    fn sites(&self) -> &[Site] {
        match self {
            Host::Gone(_, sites) => sites,
            _ => &[],
        }
    }
}

/// What is put in at a point, piece by piece, each with its variable.
fn pieces(body: &Body, host: &Host, point: usize) -> Vec<(usize, Piece)> {
    let of = |variable: usize, pieces: Vec<Piece>| {
        let visible = body.is_visible(variable, point);
        pieces
            .into_iter()
            .filter(move |_| visible)
            .map(move |piece| (variable, piece))
            .collect::<Vec<_>>()
    };
    let is_first = |variable: usize| body.visible_points(variable).next() == Some(point);
    let shadow = |variable: usize| {
        let declared = &body.variables[variable];
        let name = &declared.binding.name;
        let needed = matches!(declared.binding.writable, Writable::Shadow)
            // A variable without a value cannot be moved into another.
            && !declared.is_set_later
            && is_first(variable);
        needed.then(|| (format!(" let mut {name} = {name};"), None))
    };
    // Where a body is not checked for loans, its first point is not told to be reachable, and then
    // silence elsewhere says nothing.
    let control = |variable: usize, question| -> Vec<(usize, Piece)> {
        let pieces = probe::reachable(question).into_iter();
        pieces.map(|piece| (variable, piece)).collect()
    };
    let with_control = |variable: usize, pieces: Vec<(usize, Piece)>| {
        let mut all = if point == 0 {
            control(variable, probe::Question::Control)
        } else {
            Vec::new()
        };
        all.extend(pieces);
        all
    };
    let name = |variable: usize| body.variables[variable].binding.name.as_str();
    match host {
        Host::Reachable => control(0, probe::Question::Reachable),
        Host::Types => (0..body.variables.len())
            .filter(|variable| is_first(*variable))
            .flat_map(|variable| of(variable, probe::type_of(name(variable))))
            .collect(),
        Host::All(variable) => {
            let mut pieces: Vec<Piece> = shadow(*variable).into_iter().collect();
            pieces.extend(probe::all(name(*variable), body.has_loop));
            with_control(*variable, of(*variable, pieces))
        }
        Host::Alone(variable, at) => {
            let mut pieces: Vec<Piece> = shadow(*variable).into_iter().collect();
            if *at == point {
                pieces.extend(probe::alone(name(*variable)));
            }
            with_control(*variable, of(*variable, pieces))
        }
        Host::Gone(variable, _) => {
            let mut pieces: Vec<Piece> = Vec::new();
            if is_first(*variable) {
                let declared =
                    format!(" let mut {GONE} = crate::probe::Gone; crate::probe::take({GONE});");
                pieces.push((declared, None));
            }
            pieces.extend(probe::moves(GONE, body.has_loop));
            of(*variable, pieces)
        }
    }
}

/// Where the byte `place` of the whole text came from, and from which copy.
pub(super) fn locate(copies: &[ProgramCopy], place: usize) -> Option<(usize, Spot)> {
    let number = copies
        .partition_point(|copy| copy.start <= place)
        .checked_sub(1)?;
    let copy = &copies[number];
    let spot = match copy.edited.origin(place - copy.start)? {
        Origin::Original(byte) => Spot::Original(byte),
        Origin::Inserted(edit) => Spot::Probe(copy.asked.get(&edit).copied()),
    };
    Some((number, spot))
}
