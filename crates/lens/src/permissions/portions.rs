//! The copies of a question, divided so that rustc's answer to each stays within a bound.
//!
//! What is asked of a large program fills megabytes with errors, and whoever carries them has a
//! limit: the public playground fails where standard error passes 640 KiB. So the errors are
//! counted before they are asked for, by what a point costs in each kind of copy.

use super::asking::Reading;
use super::copies::Host;
use super::outline::Body;

/// What one copy of the program is asked: bodies, each with a host.
pub(super) type Copy = Vec<(usize, Host)>;

/// Bytes of one question's text; a large program could keep rustc busy for minutes.
const MOST_TEXT: usize = 1024 * 1024;

impl Reading {
    /// Bytes of an answer that are planned for: half of what the public playground passes on, since
    /// no plan knows the errors that a program has by itself; on this machine what is quickly read.
    fn planned(self) -> usize {
        match self {
            Reading::Json => 12 * 1024 * 1024,
            Reading::Rendered => 320 * 1024,
        }
    }

    /// Bytes of one error: measured on the programs of the tests, and rounded up.
    fn error(self) -> usize {
        match self {
            Reading::Json => 4096,
            Reading::Rendered => 768,
        }
    }
}

/// Divides `groups`, each of which would be one copy, into questions. `program` is the length of
/// the program, which every copy repeats.
pub(super) fn divide(
    reading: Reading,
    bodies: &[Body],
    program: usize,
    groups: Vec<Copy>,
) -> Vec<Vec<Copy>> {
    let mut questions: Vec<Vec<Copy>> = Vec::new();
    let mut copies: Vec<Copy> = Vec::new();
    let (mut answer, mut text) = (0, 0);
    for group in groups {
        let mut copy = Copy::new();
        text += program;
        for (body, host) in group {
            let points = errors(&bodies[body], &host);
            let cost = points * reading.error();
            let is_full = answer + cost > reading.planned() || text > MOST_TEXT;
            if is_full && !(copies.is_empty() && copy.is_empty()) {
                if !copy.is_empty() {
                    copies.push(std::mem::take(&mut copy));
                }
                questions.push(std::mem::take(&mut copies));
                (answer, text) = (0, program);
            }
            answer += cost;
            text += points * 128;
            copy.push((body, host));
        }
        if !copy.is_empty() {
            copies.push(copy);
        }
    }
    if !copies.is_empty() {
        questions.push(copies);
    }
    questions
}

/// Two smaller questions, or nothing where there is but one thing to ask.
pub(super) fn halves(copies: &[Copy]) -> Option<[Vec<Copy>; 2]> {
    match copies {
        [one] if one.len() > 1 => {
            let (first, rest) = one.split_at(one.len() / 2);
            Some([vec![first.to_vec()], vec![rest.to_vec()]])
        }
        [_, _, ..] => {
            let (first, rest) = copies.split_at(copies.len() / 2);
            Some([first.to_vec(), rest.to_vec()])
        }
        _ => None,
    }
}

/// How many errors a host is expected to cause: one at each point for most, two where a variable
/// is asked everything.
fn errors(body: &Body, host: &Host) -> usize {
    match host {
        Host::Reachable => body.points.len(),
        Host::Types => body.len(),
        Host::All(variable) => 1 + 2 * body.visible_points(*variable).count(),
        Host::Alone(..) => 3,
        Host::Gone(variable, _) => 1 + body.visible_points(*variable).count(),
    }
}
