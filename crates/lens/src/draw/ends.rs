//! Where values are dropped, and how scopes end: with a tick, or with a drop and what it frees.

use super::columns::{Column, Rows};
use super::lanes::Notes;
use super::legend::Mark;
use super::partners::{Partners, block};
use super::svg::{Canvas, cut};
use super::words;
use crate::permissions::State;
use crate::story::{Dropped, Story, Whose};
use std::collections::BTreeMap;

/// What is written beside a row of a drop.
struct Said<'a> {
    /// Where it was drawn.
    x: i32,
    name: &'a str,
    /// Whether it is known that a value was dropped.
    drops: bool,
    /// Whether only some way comes to the drop.
    on_some_way: bool,
    frees: &'a [u32],
}

/// Letters beside a row; more of them would hide code on a page.
const ROOM: usize = 34;

/// The drops and the ends of the lanes on these rows, in the order in which they happen.
pub(super) fn ends(
    canvas: &mut Canvas,
    story: &Story,
    columns: &[Column],
    rows: Rows,
    notes: &mut Notes,
    partners: &Partners,
) {
    let mut said: BTreeMap<usize, Vec<Said>> = BTreeMap::new();
    let mut moved: Vec<(&Column, &Dropped)> = Vec::new();
    for column in columns {
        for dropped in &column.lane.dropped {
            if dropped.of == Whose::Moved {
                moved.push((column, dropped));
            } else if rows.contains(dropped.line) && column.is_on(dropped.line) {
                let lane = partners.lane(column.function_number, column.number);
                within(canvas, column, rows, dropped, &lane);
                said.entry(dropped.line).or_default().push(Said {
                    x: column.x,
                    name: &column.lane.name,
                    drops: dropped.drops,
                    on_some_way: false,
                    frees: &dropped.frees,
                });
            }
        }
    }
    for column in columns.iter().rev() {
        // What was moved away, or used for the last time, has ended before its scope.
        if !rows.contains(column.last) || column.lane.of.is_some() || is_over(column) {
            continue;
        }
        let y = rows.middle(column.last);
        let frees = column.lane.end.iter().flat_map(|end| &end.frees);
        let lane = partners.lane(column.function_number, column.number);
        canvas.open(&with_blocks(lane, frees));
        match &column.lane.end {
            Some(end) if end.drops => {
                match end.on_some_way {
                    true => maybe_dropped(canvas, column.x, y),
                    false => dropped(canvas, column.x, y),
                }
                said.entry(column.last).or_default().push(Said {
                    x: column.x,
                    name: &column.lane.name,
                    drops: true,
                    on_some_way: end.on_some_way,
                    frees: &end.frees,
                });
            }
            end => tick(canvas, column.x, y, end.is_some()),
        }
        canvas.close();
    }
    for (line, all) in said {
        let rightmost = columns.iter().filter(|column| column.is_on(line));
        let rightmost = rightmost.map(|column| column.x).max();
        let is_last = |one: &Said| Some(one.x) == rightmost;
        notes.write(canvas, "quiet", line, 8, &cut(&text(&all, is_last), 56));
    }
    // Of what was moved away its lane has the arrow.
    for (column, it) in moved {
        let lane = partners.lane(column.function_number, column.number);
        beside(canvas, rows, notes, it, &column.lane.name, lane);
    }
    for it in story.functions.iter().flat_map(|it| &it.dropped) {
        let what = match it.of {
            Whose::Temporary => "temporary",
            _ => "drop",
        };
        beside(canvas, rows, notes, it, what, String::new());
    }
}

/// What stands beside a row: of one lane, if the words follow it, and otherwise of each by its name.
/// Where that takes more room than there is, the marks alone tell which lanes they are.
fn text(all: &[Said], is_last: impl Fn(&Said) -> bool) -> String {
    let freed = |one: &Said| {
        let freed = words::freed(one.frees);
        let way = if one.on_some_way { "on some way" } else { "" };
        words::both(way, &freed)
    };
    let drops = all.iter().any(|one| one.drops);
    let all_freed = match all {
        [one] if is_last(one) => freed(one),
        _ => {
            let each = all.iter().map(|one| match freed(one) {
                freed if freed.is_empty() => one.name.to_owned(),
                freed => format!("{} {freed}", one.name),
            });
            let begin = if drops { "drop: " } else { "" };
            let named = format!("{begin}{}", each.collect::<Vec<_>>().join(", "));
            let is_certain = !all.iter().any(|one| one.on_some_way);
            if named.chars().count() <= ROOM || !is_certain {
                return named;
            }
            let frees: Vec<u32> = all.iter().flat_map(|one| one.frees).copied().collect();
            words::freed(&frees)
        }
    };
    words::both(if drops { "drop" } else { "" }, &all_freed)
}

/// What a line drops of a lane that goes on.
fn within(canvas: &mut Canvas, column: &Column, rows: Rows, it: &Dropped, lane: &str) {
    if !it.drops {
        return;
    }
    let y = rows.middle(it.line);
    canvas.open(&with_blocks(lane.to_owned(), it.frees.iter()));
    // The bar of the new value begins below.
    let halo = r#"fill="none" stroke="white" stroke-width="5""#;
    canvas.path_with("gap", halo, &triangle(column.x, y));
    dropped(canvas, column.x, y);
    canvas.close();
}

/// What a line drops that has no lane there: a mark and words behind everything on its row.
fn beside(
    canvas: &mut Canvas,
    rows: Rows,
    notes: &mut Notes,
    it: &Dropped,
    what: &str,
    lane: String,
) {
    if !rows.contains(it.line) {
        return;
    }
    canvas.open(&with_blocks(lane, it.frees.iter()));
    let freed = words::freed(&it.frees);
    if it.drops {
        let text = cut(&words::both(what, &freed), 56);
        let left = notes.write(canvas, "quiet", it.line, 24, &text);
        dropped(canvas, left - 12, rows.middle(it.line) - 4);
    } else {
        notes.write(canvas, "quiet", it.line, 8, &cut(&freed, 56));
    }
    canvas.close();
}

/// A lane with the first few blocks that die with it.
fn with_blocks<'b>(lane: String, blocks: impl Iterator<Item = &'b u32>) -> String {
    let mut tokens = vec![lane];
    tokens.extend(blocks.take(8).map(|label| block(*label)));
    tokens.retain(|token| !token.is_empty());
    tokens.join(" ")
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

/// A drop.
pub(super) fn dropped(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.marks.insert(Mark::Drop);
    canvas.path("own", &triangle(x, y));
}

/// A drop on some of the ways that lead there.
pub(super) fn maybe_dropped(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.marks.insert(Mark::MaybeDrop);
    let thin = r#"fill="none" stroke="currentColor" stroke-width="1.5""#;
    canvas.path_with("own out", thin, &triangle(x, y));
}

fn triangle(x: i32, y: i32) -> String {
    format!("M{} {y}h14l-7 9z", x - 7)
}
