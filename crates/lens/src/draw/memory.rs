//! What memory holds at a step: frames of the stack at the left, blocks of the heap at the right,
//! and arrows from pointers to what they point to.
//!
//! All steps of a run have the same columns, and a block keeps its place as long as those before it
//! do, so that in stepping only what changes moves. What is new in a step (a variable, a value, a
//! block, an arrow) is told by comparing it with what was seen before, not by the step's events: a
//! loan is an event and changes no memory.

use super::arrows::{Arrow, Place, across, around, dead};
use super::contents::{Contents, block_title};
use super::legend::Mark;
use super::news::Seen;
use super::partners::{Partners, block as block_token};
use super::room::{
    INDENT, PAD, ROW, Room, shown_blocks, shown_frames, shown_variables, static_text, variable_rows,
};
use super::rows::Row;
use super::svg::{Anchor, Canvas, Drawing, cut, escape, letters, width};
use super::words;
use crate::memory::{Kind, Pointer, Target};
use crate::permissions::State;
use crate::story::{Block, Owner, Step, Story, Variable};
use std::collections::BTreeMap;

/// The most values in static memory.
const STATICS: usize = 4;
/// Between boxes.
const GAP: i32 = 10;

/// The drawings of all steps of a run. `id` begins the names inside them and has to be another for
/// each story of a page.
pub fn memories(story: &Story, id: &str) -> Vec<Drawing> {
    let Some(run) = &story.run else {
        return Vec::new();
    };
    let (room, partners) = (Room::of(run), Partners::of(story));
    let mut seen = Seen::default();
    let steps = run.steps.iter().enumerate();
    steps
        .map(|(number, step)| draw(step, &room, &partners, &mut seen, &format!("{id}-{number}")))
        .collect()
}

/// The drawing of one step, counted from 0; nothing where there is no such step.
pub fn memory(story: &Story, step: usize, id: &str) -> Option<Drawing> {
    let run = story.run.as_ref()?;
    let (room, partners) = (Room::of(run), Partners::of(story));
    let mut seen = Seen::default();
    // What is new in it depends on those before it.
    let steps = run.steps.iter().take(step.checked_add(1)?);
    let mut drawn = steps.map(|it| draw(it, &room, &partners, &mut seen, id));
    drawn.nth(step)
}

/// A pointer that was met while boxes were drawn.
struct Origin {
    /// The left and the right edge of its box.
    left: i32,
    right: i32,
    y: i32,
    in_heap: bool,
    holder: Owner,
    /// Whether the value that it is in may be used.
    is_usable: bool,
    pointer: Pointer,
}

struct Picture<'a, 's> {
    canvas: Canvas,
    room: &'a Room,
    partners: &'a Partners,
    seen: &'a mut Seen<'s>,
    step: &'s Step,
    id: String,
    origins: Vec<Origin>,
    variables: BTreeMap<u32, i32>,
    blocks: BTreeMap<u32, i32>,
    statics: BTreeMap<String, i32>,
}

fn draw<'s>(
    step: &'s Step,
    room: &Room,
    partners: &Partners,
    seen: &mut Seen<'s>,
    id: &str,
) -> Drawing {
    let mut picture = Picture {
        canvas: Canvas::default(),
        room,
        partners,
        seen,
        step,
        id: escape(id),
        origins: Vec::new(),
        variables: BTreeMap::new(),
        blocks: BTreeMap::new(),
        statics: BTreeMap::new(),
    };
    let stack = picture.stack();
    let heap = if room.heap > 0 { picture.heap() } else { 0 };
    picture.arrows();
    picture.seen.note(step);
    let variables: usize = step.frames.iter().map(|frame| frame.variables.len()).sum();
    let description = format!(
        "On the stack: {} with {}. On the heap: {}.",
        counted(step.frames.len(), "frame"),
        counted(variables, "variable"),
        counted(step.heap.len(), "block"),
    );
    let title = format!("Memory {}", words::title(step));
    let size = (room.width(), stack.max(heap) + 2);
    picture
        .canvas
        .finish("memory", id, size, &title, &description)
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

impl<'s> Picture<'_, 's> {
    /// Draws the frames; says where they end.
    fn stack(&mut self) -> i32 {
        let title = match self.room.has_threads {
            true => format!("stack of thread {}", self.step.thread),
            false => "stack".to_owned(),
        };
        let (left, width) = (self.room.left, self.room.stack);
        self.canvas.text("quiet", left, 14, Anchor::Start, &title);
        let mut y = 24;
        let frames: &'s [_] = shown_frames(self.step);
        if let Some(more) = hidden(self.step.frames.len(), frames.len(), "frame") {
            self.canvas
                .text("quiet", left + PAD, y + 15, Anchor::Start, &more);
            y += ROW + GAP;
        }
        for frame in frames {
            let top = y;
            let name = cut(&frame.function, letters(width - PAD * 2));
            self.canvas
                .text("quiet", left + PAD, y + 17, Anchor::Start, &name);
            y += ROW + 2;
            let variables = shown_variables(frame);
            if let Some(more) = hidden(frame.variables.len(), variables.len(), "variable") {
                self.canvas
                    .text("quiet", left + PAD, y + 15, Anchor::Start, &more);
                y += ROW;
            }
            for variable in variables {
                y = self.variable(variable, y);
            }
            y += 4;
            self.frame("box", left, top, width, y - top);
            y += GAP;
        }
        y - GAP
    }

    fn variable(&mut self, variable: &'s Variable, top: i32) -> i32 {
        let rows = variable_rows(variable);
        let (left, width) = (self.room.left, self.room.stack);
        let height = i32::try_from(rows.len()).unwrap_or(0) * ROW;
        self.canvas.open(&self.partners.variable(variable.number));
        self.canvas.ground("", left, top, width, height);
        if self.seen.is_new_variable(variable) {
            changed(&mut self.canvas, left, top, width, height);
        }
        self.variables.insert(variable.number, top + ROW / 2);
        let state = variable.state;
        let is_usable = !matches!(state, Some(State::Moved | State::Expired));
        let holder = Owner::Variable(variable.number);
        self.rows(&rows, left, width, top, holder, is_usable);
        self.canvas.close();
        top + height
    }

    /// Draws the blocks and static memory; says where they end.
    fn heap(&mut self) -> i32 {
        let (left, width) = (self.room.heap_left(), self.room.heap);
        let mut y = 24;
        let blocks = shown_blocks(self.step);
        if !blocks.is_empty() {
            self.canvas.text("quiet", left, 14, Anchor::Start, "heap");
        }
        for block in blocks {
            y = self.block(block, y) + GAP;
        }
        if let Some(more) = hidden(self.step.heap.len(), blocks.len(), "block") {
            self.canvas
                .text("quiet", left + PAD, y + 15, Anchor::Start, &more);
            y += ROW + GAP;
        }
        let pointers = self.origins.iter().map(|origin| &origin.pointer);
        let pointers = pointers.filter(|pointer| pointer.to == Target::Static);
        let mut seen: Vec<String> = pointers.map(static_text).collect();
        seen.dedup();
        for text in seen {
            if self.statics.contains_key(&text) || self.statics.len() == STATICS {
                continue;
            }
            if self.statics.is_empty() {
                let below = if y > 24 { y + 14 } else { 14 };
                self.canvas
                    .text("quiet", left, below, Anchor::Start, "static");
                y = below + GAP;
            }
            let shown = cut(&text, letters(width - PAD * 2));
            self.canvas
                .text("", left + PAD, y + 17, Anchor::Start, &shown);
            self.frame("box static", left, y, width, ROW + 2);
            self.statics.insert(text, y + ROW / 2 + 1);
            y += ROW + 2 + GAP;
        }
        y - GAP
    }

    fn block(&mut self, block: &Block, top: i32) -> i32 {
        let (left, width) = (self.room.heap_left(), self.room.heap);
        let contents = Contents::of(block);
        let rows = i32::try_from(contents.rows.len()).unwrap_or(0);
        let cells = if contents.cells.is_empty() {
            0
        } else {
            ROW + 6
        };
        let height = ROW + 4 + cells + rows * ROW;
        self.canvas.open(&block_token(block.label));
        self.canvas.ground("", left, top, width, height);
        if block.freed {
            if !self.canvas.marks.contains(&Mark::Freed) {
                self.canvas.raw(&freed_hatching(&self.id));
            }
            freed(&mut self.canvas, &self.id, left, top, width, height);
        } else if self.seen.is_new_block(block) {
            changed(&mut self.canvas, left, top, width, height);
        }
        self.blocks.insert(block.label, top + ROW / 2 + 2);
        let class = if block.freed { "freed" } else { "quiet" };
        let title = cut(&block_title(block), letters(width - PAD * 2));
        self.canvas
            .text(class, left + PAD, top + 17, Anchor::Start, &title);
        contents.draw_cells(
            &mut self.canvas,
            left + PAD,
            top + ROW + 2,
            width - PAD * 2,
            block.freed,
        );
        let holder = Owner::Block(block.label);
        let below = top + ROW + 2 + cells;
        self.rows(&contents.rows, left, width, below, holder, !block.freed);
        let class = if block.freed { "box gone" } else { "box" };
        self.frame(class, left, top, width, height);
        self.canvas.close();
        top + height
    }

    /// Rows of text in a box, and the pointers that begin in them.
    fn rows(
        &mut self,
        rows: &[Row],
        left: i32,
        width_of_box: i32,
        top: i32,
        holder: Owner,
        is_usable: bool,
    ) {
        let right = left + width_of_box;
        for (row, y) in rows.iter().zip((top..).step_by(ROW as usize)) {
            let in_heap = matches!(holder, Owner::Block(_));
            let class = match (is_usable, in_heap) {
                (true, _) => "",
                (false, false) => "gone",
                (false, true) => "freed",
            };
            let baseline = y + 16;
            let mut x = left + PAD + i32::try_from(row.indent).unwrap_or(0) * INDENT;
            let label_class = match (is_usable, row.indent) {
                (false, _) => class,
                (true, 0) if !in_heap => "name",
                (true, _) => "quiet",
            };
            let label = cut(&row.label, letters(right - PAD - x));
            self.canvas
                .text(label_class, x, baseline, Anchor::Start, &label);
            if !label.is_empty() {
                x += width(&label) + 9;
            }
            let text = cut(&row.text, letters(right - PAD - x));
            if x < right - PAD - 16 {
                self.canvas.text(class, x, baseline, Anchor::Start, &text);
                if !text.is_empty() {
                    x += width(&text) + 9;
                }
            }
            let room = letters(right - PAD - x);
            if room >= 3 {
                let side = cut(&row.side, room);
                let side_class = if class == "freed" { class } else { "quiet" };
                self.canvas
                    .text(side_class, right - PAD, baseline, Anchor::End, &side);
            }
            if let Some(pointer) = &row.pointer {
                self.origins.push(Origin {
                    left,
                    right,
                    y: y + ROW / 2,
                    in_heap,
                    holder,
                    is_usable,
                    pointer: pointer.clone(),
                });
            }
        }
    }

    fn frame(&mut self, class: &str, left: i32, top: i32, width: i32, height: i32) {
        let thin = r#"fill="none" stroke="currentColor""#;
        let way = format!("M{left} {top}h{width}v{height}h-{width}z");
        self.canvas.path_with(class, thin, &way);
    }

    /// The arrows of all pointers, gutter by gutter.
    fn arrows(&mut self) {
        let room = *self.room;
        let (mut left, mut middle, mut right) = (Vec::new(), Vec::new(), Vec::new());
        // Several arrows to one block arrive below each other.
        let mut arrivals: BTreeMap<(i32, i32), i32> = BTreeMap::new();
        for origin in std::mem::take(&mut self.origins) {
            let to_stack = matches!(origin.pointer.to, Target::Variable(..));
            let x = if to_stack { origin.left } else { origin.right };
            let from = Place { x, y: origin.y };
            let of = self.related(&origin);
            let Some(y) = self.target(&origin) else {
                dead(&mut self.canvas, &of, from);
                continue;
            };
            let (gutter, x) = match (origin.in_heap, origin.pointer.to) {
                (false, Target::Variable(..)) => (&mut left, room.left),
                (false, _) => (&mut middle, room.heap_left()),
                (true, Target::Variable(..)) => (&mut middle, room.stack_right()),
                (true, _) => (&mut right, room.heap_right()),
            };
            let arrived = arrivals.entry((x, y)).or_insert(0);
            let y = y + (*arrived).min(2) * 7;
            *arrived += 1;
            gutter.push(Arrow {
                is_new: self.seen.is_new_arrow(self.step.thread, &of),
                of,
                kind: origin.pointer.kind,
                from,
                to: Place { x, y },
            });
        }
        around(&mut self.canvas, left, room.left, -1);
        across(
            &mut self.canvas,
            middle,
            room.stack_right(),
            room.heap_left(),
        );
        around(&mut self.canvas, right, room.heap_right(), 1);
    }

    /// Whom a pointer relates: who holds it, and what it points to.
    fn related(&self, origin: &Origin) -> String {
        let (mut variables, mut blocks) = (Vec::new(), Vec::new());
        match origin.holder {
            Owner::Variable(number) => variables.push(number),
            Owner::Block(label) => blocks.push(label),
            Owner::Unnamed => {}
        }
        match origin.pointer.to {
            Target::Variable(number, _) => variables.push(number),
            Target::Block(label, _) | Target::Released(label) => blocks.push(label),
            _ => {}
        }
        self.partners.all(&variables, &blocks)
    }

    /// The height at which the pointer's arrow arrives; nothing where none is drawn.
    fn target(&self, origin: &Origin) -> Option<i32> {
        if !origin.is_usable {
            return None;
        }
        match origin.pointer.to {
            Target::Block(label, _) => {
                let block = self.step.heap.iter().find(|block| block.label == label)?;
                let owns = matches!(origin.pointer.kind, Kind::Owning | Kind::Counted);
                let is_owner = block.owners.is_empty() || block.owners.contains(&origin.holder);
                if block.freed || (owns && !is_owner) {
                    return None;
                }
                self.blocks.get(&label).copied()
            }
            Target::Variable(number, _) => self.variables.get(&number).copied(),
            Target::Static => self.statics.get(&static_text(&origin.pointer)).copied(),
            _ => None,
        }
    }
}

/// Words for what is not drawn.
fn hidden(all: usize, shown: usize, what: &str) -> Option<String> {
    match all.saturating_sub(shown) {
        0 => None,
        1 => Some(format!("… 1 more {what}")),
        more => Some(format!("… {more} more {what}s")),
    }
}

/// What is new in a step: a tint, and a bar at its left edge.
pub(super) fn changed(canvas: &mut Canvas, x: i32, y: i32, width: i32, height: i32) {
    canvas.marks.insert(Mark::Changed);
    let faint = r#"fill-opacity="0.1""#;
    let way = format!("M{x} {y}h{width}v{height}h-{width}z");
    canvas.path_with("tint", faint, &way);
    canvas.rect("new", x, y, 5, height);
}

/// A block that was freed in a step; `id` names its hatching.
pub(super) fn freed(canvas: &mut Canvas, id: &str, x: i32, y: i32, width: i32, height: i32) {
    canvas.marks.insert(Mark::Freed);
    let fill = format!(r#"fill="url(#{id}-f)""#);
    let way = format!("M{x} {y}h{width}v{height}h-{width}z");
    canvas.path_with("faint", &fill, &way);
}

/// The hatching of what was freed; `id` names it.
pub(super) fn freed_hatching(id: &str) -> String {
    format!(
        r#"<pattern id="{id}-f" class="faint" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0h1.5v8h-1.5z"/></pattern>"#
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample::{handle, one_step, variable};
    use super::*;
    use crate::memory::Value;

    fn block(owner: u32) -> Block {
        Block {
            label: 1,
            size: 3,
            contents: Some(Value::Text("Ada".into(), 3)),
            owners: vec![Owner::Variable(owner)],
            freed: false,
        }
    }

    #[test]
    fn only_the_owner_has_an_arrow_and_it_ends_at_the_block() {
        let value = handle(Kind::Owning, Target::Block(1, 0));
        let old = variable(1, "name", value.clone(), State::Moved);
        let new = variable(2, "owner", value, State::Free);
        let story = one_step(vec![old, new], vec![block(2)]);
        let drawing = memory(&story, 0, "x").expect("a drawing");
        let room = Room::of(story.run.as_ref().expect("a run"));
        let head = format!("M{} 37l-8 -5v10z", room.heap_left() - 1);
        assert_eq!(drawing.svg.matches(&head).count(), 1, "{}", drawing.svg);
        assert!(drawing.svg.contains("moved: unusable"));
        assert!(drawing.marks.contains(&Mark::DeadPointer));
        assert_eq!(memory(&story, 1, "x"), None);
    }

    #[test]
    fn an_arrow_names_whom_it_relates_and_is_fresh_once() {
        let value = handle(Kind::Owning, Target::Block(1, 0));
        let mut story = one_step(
            vec![variable(1, "name", value, State::Free)],
            vec![block(1)],
        );
        let run = story.run.as_mut().expect("a run");
        run.steps.push(run.steps[0].clone());
        let drawings = memories(&story, "x");
        for (drawing, is_new) in drawings.iter().zip([true, false]) {
            let svg = &drawing.svg;
            assert!(
                svg.contains(r#"<g data-of="n1"><path class="hit""#),
                "{svg}"
            );
            assert!(
                svg.contains(r#"<g data-of="b1"><path class="hit""#),
                "{svg}"
            );
            assert!(svg.contains(r#"data-of="n1 b1">"#), "{svg}");
            assert_eq!(svg.contains(r#"<g class="fresh" data-of="n1 b1">"#), is_new);
            assert_eq!(
                svg.matches(r#"class="new""#).count(),
                2 * usize::from(is_new)
            );
            assert_eq!(drawing.marks.contains(&Mark::Changed), is_new);
        }
        let second = memory(&story, 1, "x-1");
        assert_eq!(second.as_ref(), drawings.get(1));
    }

    #[test]
    fn a_part_that_was_moved_out_does_not_own() {
        let value = handle(Kind::Owning, Target::Block(1, 0));
        let part = variable(1, "ticket", value, State::PartlyMoved);
        let drawing = memory(&one_step(vec![part], vec![block(2)]), 0, "x").expect("a drawing");
        assert!(!drawing.marks.contains(&Mark::OwningPointer));
        assert!(drawing.marks.contains(&Mark::DeadPointer));
    }

    #[test]
    fn a_freed_block_is_hatched_and_nothing_points_to_it() {
        let value = handle(Kind::Raw, Target::Block(1, 0));
        let old = variable(1, "address", value, State::Free);
        let freed = Block {
            freed: true,
            ..block(7)
        };
        let drawing = memory(&one_step(vec![old], vec![freed]), 0, "x").expect("a drawing");
        assert!(drawing.svg.contains("url(#x-f)"));
        assert!(drawing.svg.contains("#1 freed, 3 bytes"));
        assert!(!drawing.marks.contains(&Mark::RawPointer));
    }

    #[test]
    fn what_is_not_drawn_is_counted() {
        let many = (0..20).map(|it| variable(it, "n", Value::Plain("1".into()), State::Free));
        let blocks = (0..20).map(|label| Block { label, ..block(0) });
        let story = one_step(many.collect(), blocks.collect());
        let drawing = memory(&story, 0, "x").expect("a drawing");
        assert!(drawing.svg.contains("… 8 more variables"));
        assert!(drawing.svg.contains("… 8 more blocks"));
    }
}
