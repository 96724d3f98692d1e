//! The arrows of the memory drawing. They run in gutters where no text stands: left of the stack,
//! between stack and heap, and right of the heap.

use super::legend::Mark;
use super::svg::{Canvas, push};
use crate::memory::Kind;

/// An end of an arrow: a place at the edge of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub x: i32,
    pub y: i32,
}

/// An arrow through a gutter.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    /// Whom it relates.
    pub of: String,
    /// Whether the step before had no such arrow.
    pub is_new: bool,
    pub kind: Kind,
    pub from: Place,
    pub to: Place,
}

/// Between the channels of a gutter.
const CHANNEL: i32 = 7;

/// Draws the arrows that cross a gutter from `left` to `right`, each in a channel of its own as long
/// as there are enough.
pub(super) fn across(canvas: &mut Canvas, mut arrows: Vec<Arrow>, left: i32, right: i32) {
    // Arrows that go down, the lowest beginning first, then those that go up, the highest beginning
    // first, from left to right: in this order few cross.
    arrows.sort_by_key(|arrow| {
        let is_up = arrow.to.y < arrow.from.y;
        let begin = if is_up { arrow.from.y } else { -arrow.from.y };
        (is_up, begin)
    });
    let turning = arrows.iter().filter(|arrow| arrow.from.y != arrow.to.y);
    let most = ((right - left - 26) / CHANNEL + 1).max(1);
    let used = i32::try_from(turning.count())
        .unwrap_or(most)
        .clamp(1, most);
    let first = (left + right - (used - 1) * CHANNEL) / 2 - 2;
    let mut channel = 0;
    for arrow in arrows {
        let turns = arrow.from.y != arrow.to.y;
        draw(canvas, arrow, first + channel % used * CHANNEL);
        channel += i32::from(turns);
    }
}

/// Draws the arrows that leave the boxes at `edge` and come back to them, short ones inside. `side`
/// is -1 for the left edge and 1 for the right.
pub(super) fn around(canvas: &mut Canvas, mut arrows: Vec<Arrow>, edge: i32, side: i32) {
    arrows.sort_by_key(|arrow| (arrow.to.y - arrow.from.y).abs());
    for (number, arrow) in arrows.into_iter().enumerate() {
        let channel = i32::try_from(number % 3).unwrap_or(0);
        draw(canvas, arrow, edge + side * (14 + channel * CHANNEL));
    }
}

/// An arrow that turns at `x`.
fn draw(canvas: &mut Canvas, arrow: Arrow, x: i32) {
    let Arrow {
        of,
        is_new,
        kind,
        from,
        mut to,
    } = arrow;
    // A step too small to see is none.
    if from.x != to.x && (from.y - to.y).abs() <= 4 {
        to.y = from.y;
    }
    let side = if to.x < x { -1 } else { 1 };
    let end = to.x - side * 6;
    let mut way = format!("M{} {}", from.x, from.y);
    if from.y == to.y && from.x != to.x {
        push(&mut way, format_args!("H{end}"));
    } else {
        let down = if to.y < from.y { -1 } else { 1 };
        let round = ((to.y - from.y).abs() / 2).min(6);
        let out = if from.x < x { 1 } else { -1 };
        let round_out = round.min((x - from.x).abs());
        push(
            &mut way,
            format_args!(
                "H{}Q{x} {} {x} {}V{}Q{x} {} {} {}H{end}",
                x - out * round_out,
                from.y,
                from.y + down * round,
                to.y - down * round,
                to.y,
                x + side * round,
                to.y
            ),
        );
    }
    canvas.open_as(if is_new { "fresh" } else { "" }, &of);
    line(canvas, kind, &way);
    head(canvas, kind, to, side);
    dot(canvas, kind, from);
    canvas.close();
}

/// The line, told apart by its breadth and by how it is broken.
fn line(canvas: &mut Canvas, kind: Kind, way: &str) {
    let (class, width, more) = match kind {
        Kind::Owning | Kind::Counted => ("own", "3", ""),
        Kind::Shared => ("ref", "1.5", ""),
        Kind::Exclusive => ("ref", "5", ""),
        Kind::Weak => ("own", "1.5", r#" stroke-dasharray="6 4""#),
        Kind::Raw => (
            "raw",
            "2",
            r#" stroke-linecap="round" stroke-dasharray="0 5""#,
        ),
    };
    let stroke = format!(r#"fill="none" stroke="currentColor" stroke-width="{width}"{more}"#);
    canvas.path_with(class, &stroke, way);
    if kind == Kind::Exclusive {
        canvas.path_with("gap", r#"fill="none" stroke="white" stroke-width="2""#, way);
    }
    canvas.marks.insert(mark(kind));
}

fn head(canvas: &mut Canvas, kind: Kind, at: Place, side: i32) {
    let (x, y) = (at.x - side, at.y);
    let back = -8 * side;
    match kind {
        Kind::Owning | Kind::Counted => {
            canvas.path("own", &format!("M{x} {y}l{back} -5v10z"));
        }
        Kind::Shared | Kind::Exclusive | Kind::Weak | Kind::Raw => {
            let class = class(kind);
            let thin = r#"fill="none" stroke="currentColor" stroke-width="2""#;
            let way = format!("M{} {}L{x} {y}l{back} 5", x + back, y - 5);
            canvas.path_with(class, thin, &way);
        }
    }
}

/// Where a pointer begins.
fn dot(canvas: &mut Canvas, kind: Kind, at: Place) {
    let Place { x, y } = at;
    canvas.path(class(kind), &circle(x, y, 4));
    if kind == Kind::Counted {
        canvas.path("hole", &circle(x, y, 2));
    }
}

/// A pointer that leads nowhere any more, or that may not be used.
pub(super) fn dead(canvas: &mut Canvas, of: &str, at: Place) {
    canvas.marks.insert(Mark::DeadPointer);
    let thin = r#"fill="none" stroke="currentColor" stroke-width="1.5""#;
    canvas.open(of);
    canvas.path_with("faint hollow", thin, &circle(at.x, at.y, 4));
    canvas.close();
}

fn circle(x: i32, y: i32, radius: i32) -> String {
    let wide = radius * 2;
    format!(
        "M{} {y}a{radius} {radius} 0 1 0 {wide} 0a{radius} {radius} 0 1 0-{wide} 0z",
        x - radius
    )
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Owning | Kind::Counted | Kind::Weak => "own",
        Kind::Shared | Kind::Exclusive => "ref",
        Kind::Raw => "raw",
    }
}

fn mark(kind: Kind) -> Mark {
    match kind {
        Kind::Owning => Mark::OwningPointer,
        Kind::Counted => Mark::CountedPointer,
        Kind::Weak => Mark::WeakPointer,
        Kind::Shared => Mark::SharedPointer,
        Kind::Exclusive => Mark::ExclusivePointer,
        Kind::Raw => Mark::RawPointer,
    }
}

/// The arrow of a mark alone, for the legend.
pub(super) fn sample(canvas: &mut Canvas, mark_wanted: Mark) {
    let kinds = [
        Kind::Owning,
        Kind::Counted,
        Kind::Weak,
        Kind::Shared,
        Kind::Exclusive,
        Kind::Raw,
    ];
    let (from, to) = (Place { x: 5, y: 10 }, Place { x: 27, y: 10 });
    match kinds.into_iter().find(|kind| mark(*kind) == mark_wanted) {
        Some(kind) => {
            let (of, is_new) = (String::new(), false);
            let arrow = Arrow {
                of,
                is_new,
                kind,
                from,
                to,
            };
            draw(canvas, arrow, 14);
        }
        None => dead(canvas, "", Place { x: 14, y: 10 }),
    }
}
