//! What passes between lanes: values that change their owner, loans, and what is refused.

use super::bars::{Body, cross};
use super::columns::{Column, Rows};
use super::lanes::Notes;
use super::legend::Mark;
use super::partners::Partners;
use super::svg::{Canvas, cut, push};
use crate::story::{Link, Role, Story};
use std::collections::BTreeMap;

const THIN: &str = r#"fill="none" stroke="currentColor" stroke-width="2""#;

/// All moves and loans whose lanes are drawn.
pub(super) fn links(
    canvas: &mut Canvas,
    columns: &[Column],
    rows: Rows,
    notes: &mut Notes,
    partners: &Partners,
) {
    let mut loans: BTreeMap<usize, i32> = BTreeMap::new();
    for column in columns {
        let of = |other: Option<usize>| {
            let lanes = [Some(column.number), other].into_iter().flatten();
            let tokens = lanes.map(|lane| partners.lane(column.function_number, lane));
            let mut tokens: Vec<String> = tokens.filter(|token| !token.is_empty()).collect();
            tokens.dedup();
            tokens.join(" ")
        };
        for link in &column.function.links {
            match link {
                Link::Move {
                    from,
                    to,
                    line,
                    into,
                } if *from == column.number => {
                    let line = column.function.takes_effect(*line);
                    if rows.contains(line) {
                        canvas.open(&of(*to));
                        let to = to.and_then(|to| find(columns, column.function_number, to));
                        moved(canvas, column, to, line, rows, into, notes);
                        canvas.close();
                    }
                }
                Link::Loan {
                    owner,
                    borrower,
                    exclusive,
                    line,
                    until,
                    in_conflict,
                } if *owner == column.number => {
                    let line = column.function.takes_effect(*line);
                    let loan = Loan {
                        from: column,
                        to: borrower.and_then(|to| find(columns, column.function_number, to)),
                        exclusive: *exclusive,
                        line,
                        until: *until,
                    };
                    let before = loans.entry(loan.row()).or_insert(0);
                    let mut drawn = Canvas::default();
                    loan.draw(&mut drawn, rows, *before, *in_conflict);
                    canvas.group(&of(*borrower), drawn);
                    *before += i32::from(loan.to.is_some());
                }
                _ => {}
            }
        }
    }
}

fn find<'a>(columns: &'a [Column<'a>], function: usize, lane: usize) -> Option<&'a Column<'a>> {
    let mut columns = columns.iter();
    columns.find(|column| column.function_number == function && column.number == lane)
}

/// The lines on which a lane's value is moved away.
pub(super) fn moves_from(column: &Column) -> Vec<usize> {
    let links = column.function.links.iter();
    let lines = links.filter_map(|link| match link {
        Link::Move { from, line, .. } if *from == column.number => Some(*line),
        _ => None,
    });
    lines
        .map(|line| column.function.takes_effect(line))
        .collect()
}

/// An arrow to the new owner, or away from all lanes.
fn moved(
    canvas: &mut Canvas,
    from: &Column,
    to: Option<&Column>,
    line: usize,
    rows: Rows,
    into: &str,
    notes: &mut Notes,
) {
    let y = rows.middle(line);
    canvas.marks.insert(Mark::Moved);
    match to.filter(|to| to.is_on(line) && to.x != from.x) {
        Some(to) => {
            let edge = to.body.half() + 1;
            let end = if to.x > from.x {
                to.x - edge
            } else {
                to.x + edge
            };
            arrow(canvas, from.x, end, y);
        }
        None => {
            let name = into.split('`').nth(1).unwrap_or_default();
            let right = notes.right(line);
            if name.is_empty() || !notes.is_free(line) {
                // Not so far that it would seem to lead to the next lane.
                arrow(canvas, from.x, from.x + from.body.half() + 10, y);
                return;
            }
            let left = notes.write(canvas, "quiet", line, 18, &cut(name, 18));
            arrow(canvas, from.x, left.max(right + 14) - 4, y);
        }
    }
}

/// A broad arrow along a row.
pub(super) fn arrow(canvas: &mut Canvas, from: i32, to: i32, y: i32) {
    canvas.marks.insert(Mark::Moved);
    let back = if to > from { -7 } else { 7 };
    let way = format!(
        "M{from} {}H{}v3H{from}z M{to} {y}l{back} -5v10z",
        y - 1,
        to + back
    );
    canvas.path("own", &way);
}

/// The cross behind what was moved away.
pub(super) fn gone(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.path_with("gone", THIN, &cross(x, y + 8, 4));
}

/// The ring of a last use.
pub(super) fn last_use(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.marks.insert(Mark::LastUse);
    let way = format!("M{} {y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", x - 4);
    canvas.path_with("ref ring", THIN, &way);
}

struct Loan<'a> {
    from: &'a Column<'a>,
    to: Option<&'a Column<'a>>,
    exclusive: bool,
    line: usize,
    until: usize,
}

impl Loan<'_> {
    /// The line beside which it is drawn: a reference that begins later got it from another one.
    fn row(&self) -> usize {
        self.to.map_or(self.line, |to| self.line.max(to.first))
    }

    /// The elbow from the owner to the reference. A loan that is in the way of what is refused is
    /// drawn up to the use that keeps it alive, also where no variable holds it.
    ///
    /// `before` loans on the same row are drawn above this one.
    fn draw(&self, canvas: &mut Canvas, rows: Rows, before: i32, in_conflict: bool) {
        let from = self.from;
        let to = self.to.filter(|to| to.x != from.x);
        let line = self.row();
        let y = rows.middle(line) + before.min(1) * 7;
        let bottom = rows.middle(self.until);
        let is_seen = rows.contains(line) && from.is_on(line);
        let mut way = String::new();
        match to {
            Some(to) if is_seen => {
                let down = if in_conflict { bottom } else { y };
                let is_line = to.body.is_reference();
                let side = if to.x > from.x { -1 } else { 1 };
                let reach = if is_line { 0 } else { to.body.half() * side };
                let is_double = self.exclusive && to.body != Body::Shared;
                let (mark, offsets): (Mark, &[i32]) = match is_double {
                    true => (Mark::ExclusiveReference, &[-2, 2]),
                    false => (Mark::Reference, &[0]),
                };
                canvas.marks.insert(mark);
                for offset in offsets {
                    // Of two lines that turn down, the upper one turns at the far side.
                    let x = to.x + reach + if is_line { offset * side } else { 0 };
                    push(&mut way, format_args!("M{} {}H{x}", from.x, y + offset));
                    if is_line && down > y + offset {
                        push(&mut way, format_args!("V{down}"));
                    }
                }
            }
            None if in_conflict && bottom > y => {
                let x = from.x + from.body.half() + 5;
                push(&mut way, format_args!("M{} {y}H{x}V{bottom}", from.x));
                last_use(canvas, x, bottom);
            }
            _ => {}
        }
        let class = if in_conflict { "ref conflict" } else { "ref" };
        canvas.path_with(class, THIN, &way);
    }
}

/// The crosses at what is refused.
pub(super) fn refusals(
    canvas: &mut Canvas,
    story: &Story,
    columns: &[Column],
    rows: Rows,
    notes: &mut Notes,
    partners: &Partners,
) {
    let strong = r#"fill="none" stroke="currentColor" stroke-width="3""#;
    for rejection in &story.rejections {
        let refused = rejection.places.iter();
        let refused = refused.filter(|spot| spot.role == Role::Refused);
        for spot in refused.filter(|spot| rows.contains(spot.line)) {
            canvas.marks.insert(Mark::Refused);
            let lane = rejection.function.zip(rejection.lane);
            let lane = lane.and_then(|(function, lane)| find(columns, function, lane));
            let lane = lane.filter(|lane| lane.is_on(spot.line));
            let y = rows.middle(spot.line);
            let of = lane.map(|lane| partners.lane(lane.function_number, lane.number));
            canvas.open(&of.unwrap_or_default());
            // Without a lane the cross stands beside its word.
            let gap = if lane.is_some() { 12 } else { 26 };
            let left = notes.write(canvas, "refused", spot.line, gap, "refused");
            let x = lane.map_or(left - 12, |lane| lane.x);
            let halo = r#"fill="none" stroke="white" stroke-width="7""#;
            canvas.path_with("gap", halo, &cross(x, y, 7));
            canvas.path_with("refused", strong, &cross(x, y, 6));
            canvas.close();
        }
    }
}
