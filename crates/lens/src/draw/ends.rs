//! How scopes end: with a tick, or with a drop and what it frees.

use super::columns::{Column, Rows};
use super::lanes::Notes;
use super::legend::Mark;
use super::partners::{Partners, block};
use super::svg::{Canvas, cut};
use crate::permissions::State;
use std::collections::BTreeMap;

/// The ends of the lanes on these rows; drops in the order in which they happen.
pub(super) fn ends(
    canvas: &mut Canvas,
    columns: &[Column],
    rows: Rows,
    notes: &mut Notes,
    partners: &Partners,
) {
    let mut words: BTreeMap<usize, Vec<(&Column, String)>> = BTreeMap::new();
    for column in columns.iter().rev() {
        // What was moved away, or used for the last time, has ended before its scope.
        if !rows.contains(column.last) || column.lane.of.is_some() || is_over(column) {
            continue;
        }
        let y = rows.middle(column.last);
        let frees = column.lane.end.iter().flat_map(|end| &end.frees);
        let mut of = partners.lane(column.function_number, column.number);
        for label in frees.take(8) {
            of = format!("{of} {}", block(*label));
        }
        canvas.open(&of);
        match &column.lane.end {
            Some(end) if end.drops => {
                dropped(canvas, column.x, y);
                let frees: Vec<String> = end.frees.iter().map(|it| format!("#{it}")).collect();
                let freed = match frees.as_slice() {
                    [] => String::new(),
                    [one] => format!("frees {one}"),
                    [one, two] => format!("frees {one} {two}"),
                    [one, .., last] => format!("frees {one} … {last}"),
                };
                let dropped = words.entry(column.last).or_default();
                dropped.push((column, freed));
            }
            end => tick(canvas, column.x, y, end.is_some()),
        }
        canvas.close();
    }
    for (line, dropped) in words {
        let rightmost = columns.iter().filter(|column| column.is_on(line));
        let rightmost = rightmost.map(|column| column.x).max();
        let text = match dropped.as_slice() {
            [(column, freed)] if Some(column.x) == rightmost => match freed.is_empty() {
                true => "drop".to_owned(),
                false => format!("drop, {freed}"),
            },
            several => {
                let each = several
                    .iter()
                    .map(|(column, freed)| match freed.is_empty() {
                        true => column.lane.name.clone(),
                        false => format!("{} {freed}", column.lane.name),
                    });
                format!("drop: {}", each.collect::<Vec<_>>().join(", "))
            }
        };
        notes.write(canvas, "quiet", line, 8, &cut(&text, 56));
    }
}

/// Whether nothing is drawn at the end of a lane: it was moved away, or used for the last time.
fn is_over(column: &Column) -> bool {
    let last = column.lane.spans.last();
    let is_used =
        column.body.is_reference() && !column.function.last_uses(column.number).is_empty();
    is_used || last.is_some_and(|span| matches!(span.state, State::Moved | State::Expired))
}

/// The end of a scope with nothing to drop; broken where no run tells.
pub(super) fn tick(canvas: &mut Canvas, x: i32, y: i32, is_told: bool) {
    let (mark, broken) = match is_told {
        true => (Mark::End, ""),
        false => (Mark::ScopeEnd, r#" stroke-dasharray="4 4""#),
    };
    canvas.marks.insert(mark);
    let thin = format!(r#"fill="none" stroke="currentColor" stroke-width="2"{broken}"#);
    canvas.path_with("faint", &thin, &format!("M{} {y}h12", x - 6));
}

/// The end of a scope with a drop.
pub(super) fn dropped(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.marks.insert(Mark::Drop);
    canvas.path("own", &format!("M{} {y}h14l-7 9z", x - 7));
}
