//! What a drawing of memory has room for: how much is drawn, and the columns that it is drawn in.

use super::contents::Contents;
use super::rows::{Row, inline, rows};
use super::svg::{cut, width};
use super::words;
use crate::memory::{Pointer, Target};
use crate::story::{Block, Frame, Run, Step, Variable};

/// The most frames that are drawn, the newest.
pub(super) const FRAMES: usize = 6;
/// The most variables of a frame, the newest.
pub(super) const VARIABLES: usize = 12;
/// The most blocks.
pub(super) const BLOCKS: usize = 12;

/// The most that the stack's column takes.
pub(super) const STACK: i32 = 244;
/// The most that the heap's column takes.
pub(super) const HEAP: i32 = 228;
/// A gutter at the side.
pub(super) const SIDE: i32 = 31;
/// The gutter in the middle.
pub(super) const MIDDLE: i32 = 54;
/// The height of a row.
pub(super) const ROW: i32 = 22;
/// Between the edge of a box and its text.
pub(super) const PAD: i32 = 14;

/// What a deeper row is moved in by.
pub(super) const INDENT: i32 = 14;

/// The columns of a run's drawings, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// The gutter left of the stack.
    pub left: i32,
    pub stack: i32,
    /// Between stack and heap.
    middle: i32,
    pub heap: i32,
    right: i32,
    /// Whether a step has to name its thread.
    pub has_threads: bool,
}

impl Room {
    /// What the widest step needs.
    pub fn of(run: &Run) -> Room {
        let mut room = Room {
            left: 1,
            stack: 132,
            middle: 0,
            heap: 0,
            right: 1,
            has_threads: run.steps.iter().any(|step| step.thread != 1),
        };
        for step in &run.steps {
            for variable in shown_frames(step).iter().flat_map(shown_variables) {
                let rows = variable_rows(variable);
                let needs = rows.iter().map(need).max().unwrap_or(0);
                room.stack = room.stack.max(needs.min(STACK));
                for pointer in rows.iter().filter_map(|row| row.pointer.as_ref()) {
                    match pointer.to {
                        Target::Variable(..) => room.left = SIDE,
                        Target::Static => room.heap = room.heap.max(statics_need(pointer)),
                        _ => {}
                    }
                }
            }
            for block in shown_blocks(step) {
                let contents = Contents::of(block);
                room.heap = room.heap.max(contents.need(block).min(HEAP));
                for pointer in contents.rows.iter().filter_map(|row| row.pointer.as_ref()) {
                    if let Target::Block(..) | Target::Static = pointer.to {
                        room.right = SIDE;
                    }
                }
            }
        }
        if room.heap > 0 {
            room.middle = MIDDLE;
        }
        room
    }

    pub fn stack_right(&self) -> i32 {
        self.left + self.stack
    }

    pub fn heap_left(&self) -> i32 {
        self.stack_right() + self.middle
    }

    pub fn heap_right(&self) -> i32 {
        self.heap_left() + self.heap
    }

    pub fn width(&self) -> i32 {
        match self.heap {
            0 => self.stack_right() + 7,
            _ => self.heap_right() + self.right.max(7),
        }
    }
}

pub(super) fn shown_frames(step: &Step) -> &[Frame] {
    &step.frames[step.frames.len().saturating_sub(FRAMES)..]
}

pub(super) fn shown_variables(frame: &Frame) -> &[Variable] {
    &frame.variables[frame.variables.len().saturating_sub(VARIABLES)..]
}

pub(super) fn shown_blocks(step: &Step) -> &[Block] {
    &step.heap[..step.heap.len().min(BLOCKS)]
}

/// The rows of a variable; the first has its type, or what has to be said about it.
pub(super) fn variable_rows(variable: &Variable) -> Vec<Row> {
    let mut rows = rows(&variable.name, &variable.value);
    let Some(first) = rows.first_mut() else {
        return rows;
    };
    if first.text == variable.type_name {
        first.text.clear();
    }
    first.side = match words::unusable(variable) {
        Some(note) => note.into(),
        None => cut(&variable.type_name, 18),
    };
    // What does not fit beside the name stands below it.
    if need(first) > STACK && !first.text.is_empty() {
        let below = Row {
            indent: 1,
            text: std::mem::take(&mut first.text),
            pointer: first.pointer.take(),
            ..Row::default()
        };
        rows.insert(1, below);
    }
    rows
}

/// The width that a row needs in its box.
pub(super) fn need(row: &Row) -> i32 {
    let indent = i32::try_from(row.indent).unwrap_or(0) * INDENT;
    let words = [&row.label, &row.text, &row.side].into_iter();
    let words = words.filter(|text| !text.is_empty());
    let all: i32 = words.map(|text| width(text) + 9).sum();
    indent + all + PAD * 2 - 9
}

fn statics_need(pointer: &Pointer) -> i32 {
    (width(&static_text(pointer)) + PAD * 2).clamp(100, HEAP)
}

/// What a pointer to static memory sees.
pub(super) fn static_text(pointer: &Pointer) -> String {
    let seen = pointer.seen.as_deref().and_then(inline);
    seen.unwrap_or_else(|| "not read".into())
}
