//! Where each lane stands beside the code.
//!
//! A lane begins to the right of every lane that is under way, so its name can stand beside its
//! first row in free space, and a column is free again when the scope of its variable has ended.

use super::bars::Body;
use super::svg::{cut, width};
use crate::story::{Function, Lane, Story};
use std::ops::RangeInclusive;

/// The height of a row in pixels: the line height that the code beside a drawing needs.
pub const ROW: i32 = 24;

/// The most rows that are drawn.
const ROWS: usize = 2000;
/// The most lanes that are drawn.
const LANES: usize = 64;
/// Between a lane and the next.
const PITCH: i32 = 24;
/// Between a variable and its places.
const PLACE_PITCH: i32 = 13;
/// The most letters of a name.
const NAME: usize = 18;

/// The lines of a drawing, and where they lie in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    pub first: usize,
    pub last: usize,
}

impl Rows {
    pub fn new(lines: &RangeInclusive<usize>) -> Rows {
        let first = *lines.start();
        let last = *lines.end();
        Rows {
            first,
            last: last.min(first.saturating_add(ROWS - 1)),
        }
    }

    pub fn contains(self, line: usize) -> bool {
        (self.first..=self.last).contains(&line)
    }

    /// The top of a line's row; lines beyond the drawing lie at its edges.
    pub fn top(self, line: usize) -> i32 {
        let row = line.clamp(self.first, self.last.saturating_add(1)) - self.first;
        i32::try_from(row).unwrap_or(0) * ROW
    }

    /// The middle of a line's row, where what the line does takes effect.
    pub fn middle(self, line: usize) -> i32 {
        match line {
            line if line < self.first => 0,
            line if line > self.last => self.height(),
            line => self.top(line) + ROW / 2,
        }
    }

    pub fn height(self) -> i32 {
        let rows = self.last.saturating_sub(self.first);
        i32::try_from(rows).unwrap_or(0) * ROW + ROW
    }
}

/// A lane in its column.
#[derive(Debug)]
pub(super) struct Column<'a> {
    /// The number of its function in the story.
    pub function_number: usize,
    pub function: &'a Function,
    /// The number of the lane in the function.
    pub number: usize,
    pub lane: &'a Lane,
    pub body: Body,
    /// The line on which it begins to be something.
    pub first: usize,
    /// The line on which its scope ends.
    pub last: usize,
    /// Its middle, in pixels.
    pub x: i32,
    /// What stands beside its first row, for it and for its places.
    pub head: String,
}

impl Column<'_> {
    /// Whether it is on a line.
    pub fn is_on(&self, line: usize) -> bool {
        (self.first..=self.last).contains(&line)
    }

    /// The line beside which its head stands.
    pub fn head_line(&self, rows: Rows) -> usize {
        self.first.max(rows.first)
    }

    /// Where its head begins.
    pub fn head_left(&self) -> i32 {
        self.x + self.body.half() + 5
    }

    /// Where it ends on a line, with its head.
    pub fn right_on(&self, line: usize, rows: Rows) -> i32 {
        match self.head_line(rows) == line && !self.head.is_empty() {
            true => self.head_left() + width(&self.head),
            false => self.x + self.body.half(),
        }
    }
}

/// The columns of all lanes on these rows.
pub(super) fn columns(story: &Story, rows: Rows) -> Vec<Column<'_>> {
    let mut columns: Vec<Column> = Vec::new();
    for (function_number, function) in story.functions.iter().enumerate() {
        for number in in_order(function) {
            let lane = &function.lanes[number];
            let Some((first, last)) = extent(function, lane) else {
                continue;
            };
            if last < rows.first || first > rows.last || columns.len() == LANES {
                continue;
            }
            let mut column = Column {
                function_number,
                function,
                number,
                lane,
                body: Body::of(lane.holds, lane.of.is_some()),
                first,
                last,
                x: 0,
                head: String::new(),
            };
            column.x = free_column(&columns, &column, rows);
            let shares_head = lane.of.is_some()
                && columns.last().is_some_and(|before| {
                    let variable = before.lane.of.unwrap_or(before.number);
                    before.function_number == function_number && lane.of == Some(variable)
                });
            let mut head = head(function, lane);
            if shares_head && let Some(before) = columns.last_mut() {
                head = format!("{} {head}", std::mem::take(&mut before.head));
            }
            column.head = cut(&head, NAME * 2);
            columns.push(column);
        }
    }
    columns
}

/// The lanes of a function, places directly behind their variables.
fn in_order(function: &Function) -> Vec<usize> {
    let lanes = function.lanes.iter().enumerate();
    let mut order: Vec<usize> = Vec::with_capacity(function.lanes.len());
    for (number, _) in lanes.clone().filter(|(_, lane)| lane.of.is_none()) {
        order.push(number);
        let places = lanes.clone().filter(|(_, lane)| lane.of == Some(number));
        order.extend(places.map(|(place, _)| place));
    }
    order
}

/// The lines on which a lane is something: from its first point to the end of its scope.
fn extent(function: &Function, lane: &Lane) -> Option<(usize, usize)> {
    let points = lane.spans.iter().flat_map(|span| [span.from, span.to]);
    let mut lines = points.filter_map(|point| function.points.get(point));
    let first = *lines.next()?;
    let last = lines.fold(lane.last_line.max(first), |last, line| last.max(*line));
    Some((first, last))
}

/// The first column that is free on all rows of a lane.
fn free_column(columns: &[Column], column: &Column, rows: Rows) -> i32 {
    let mut x = 10;
    for before in columns {
        if before.first > column.last || column.first > before.last {
            continue;
        }
        let is_place = column.lane.of.is_some()
            && column.function_number == before.function_number
            && [Some(before.number), before.lane.of].contains(&column.lane.of);
        let pitch = if is_place { PLACE_PITCH } else { PITCH };
        x = x.max(before.x + pitch);
        let line = before.head_line(rows);
        if column.is_on(line) && !before.head.is_empty() && !is_place {
            x = x.max(before.right_on(line, rows) + 8 + column.body.half());
        }
    }
    x
}

/// What says which lane it is: `mut name`, of a place only what comes behind its variable.
fn head(function: &Function, lane: &Lane) -> String {
    let variable = lane.of.and_then(|of| function.lanes.get(of));
    let name = match variable {
        Some(variable) => lane.name.strip_prefix(&variable.name).unwrap_or(&lane.name),
        None => &lane.name,
    };
    let name = cut(name, NAME);
    match lane.is_mut && lane.of.is_none() {
        true => format!("mut {name}"),
        false => name,
    }
}
