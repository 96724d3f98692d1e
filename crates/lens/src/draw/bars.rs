//! The bars and lines of lanes, piece by piece: fill shows how much may be done.

use super::legend::Mark;
use super::svg::{Anchor, Canvas, push};
use crate::permissions::{Holds, State};
use std::fmt::Write;

/// How a lane is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// A variable that owns: a broad bar.
    Owner,
    /// A place of a variable: a narrower bar.
    Place,
    /// A reference, `&`: a thin line.
    Shared,
    /// A reference, `&mut`: two thin lines.
    Exclusive,
    /// A raw pointer: a broken line.
    Raw,
}

impl Body {
    /// How a variable, or a place of one, is drawn.
    pub fn of(holds: Option<Holds>, is_place: bool) -> Body {
        match holds {
            Some(Holds::SharedReference) => Body::Shared,
            Some(Holds::ExclusiveReference) => Body::Exclusive,
            Some(Holds::RawPointer) => Body::Raw,
            Some(Holds::Owner) | None if is_place => Body::Place,
            Some(Holds::Owner) | None => Body::Owner,
        }
    }

    /// Half its width in pixels.
    pub fn half(self) -> i32 {
        match self {
            Body::Owner => 5,
            Body::Place | Body::Exclusive => 3,
            Body::Shared | Body::Raw => 1,
        }
    }

    /// Whether it is a reference, which ends at its last use.
    pub fn is_reference(self) -> bool {
        matches!(self, Body::Shared | Body::Exclusive)
    }
}

/// The pieces of one lane, gathered so that each kind is one path.
#[derive(Debug, Default)]
pub(super) struct Bars {
    solid: String,
    outline: String,
    hatched: String,
    line: String,
    raw: String,
    lent_on: String,
    unset: String,
    untold: String,
}

impl Bars {
    /// Adds a state of the lane at `x` from `top` to `bottom`.
    pub fn add(
        &mut self,
        canvas: &mut Canvas,
        body: Body,
        state: State,
        x: i32,
        top: i32,
        bottom: i32,
    ) {
        if bottom <= top {
            return;
        }
        let mark = match state {
            State::Unset => Mark::Unset,
            State::Free | State::Shared | State::Exclusive if body == Body::Raw => Mark::RawLane,
            State::Free if body == Body::Shared => Mark::Reference,
            State::Free if body == Body::Exclusive => Mark::ExclusiveReference,
            State::Free => Mark::Free,
            // Whoever holds a `&` loses nothing when it is lent on.
            State::Shared | State::Exclusive if body == Body::Shared => Mark::Reference,
            State::Shared | State::Exclusive if body == Body::Exclusive => Mark::LentOn,
            State::Shared => Mark::Shared,
            State::Exclusive => Mark::Exclusive,
            State::PartlyMoved => Mark::PartlyMoved,
            State::MaybeMoved => Mark::MaybeMoved,
            State::Hidden | State::InClosure | State::Unreachable | State::Untold => Mark::Untold,
            State::Moved | State::Expired | State::OutOfScope => return,
        };
        canvas.marks.insert(mark);
        let half = body.half();
        match mark {
            Mark::Free => bar(&mut self.solid, x - half, half * 2, top, bottom),
            Mark::Shared => {
                bar(&mut self.solid, x - half, half, top, bottom);
                bar(&mut self.outline, x - half, half * 2, top, bottom);
            }
            Mark::Exclusive => bar(&mut self.outline, x - half, half * 2, top, bottom),
            Mark::PartlyMoved => {
                let mut at = top;
                while at < bottom {
                    let end = (at + 4).min(bottom);
                    bar(&mut self.solid, x - half, half * 2, at, end);
                    at += 8;
                }
            }
            Mark::MaybeMoved => {
                bar(&mut self.hatched, x - half, half * 2, top, bottom);
                if bottom - top >= 12 {
                    canvas.text("quiet", x + half + 2, top + 14, Anchor::Start, "?");
                }
            }
            Mark::Reference => line(&mut self.line, x, top, bottom),
            Mark::RawLane => line(&mut self.raw, x, top, bottom),
            Mark::ExclusiveReference => {
                line(&mut self.line, x - 2, top, bottom);
                line(&mut self.line, x + 2, top, bottom);
            }
            Mark::LentOn if state == State::Shared => {
                line(&mut self.line, x - 2, top, bottom);
                line(&mut self.lent_on, x + 2, top, bottom);
            }
            Mark::LentOn => {
                line(&mut self.lent_on, x - 2, top, bottom);
                line(&mut self.lent_on, x + 2, top, bottom);
            }
            Mark::Unset => line(&mut self.unset, x, top + 2, bottom),
            _ => line(&mut self.untold, x, top, bottom),
        }
    }

    /// Draws what was added. `id` names the hatching.
    pub fn draw(&self, canvas: &mut Canvas, id: &str) {
        let thin = r#"fill="none" stroke="currentColor" stroke-width="1.5""#;
        canvas.path_with("own out", thin, &self.outline);
        canvas.path("own", &self.solid);
        if !self.hatched.is_empty() {
            let fill = format!(r#"fill="url(#{id}-h)" stroke="currentColor""#);
            canvas.path_with("own", &fill, &self.hatched);
        }
        let thin = r#"fill="none" stroke="currentColor" stroke-width="2""#;
        canvas.path_with("ref", thin, &self.line);
        let broken = format!(r#"{thin} stroke-dasharray="8 3 2 3""#);
        canvas.path_with("raw", &broken, &self.raw);
        let dashed = format!(r#"{thin} stroke-dasharray="5 4""#);
        canvas.path_with("ref", &dashed, &self.lent_on);
        let dotted = r#"fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-dasharray="0 6""#;
        canvas.path_with("faint", dotted, &self.unset);
        let dashed =
            r#"fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 5""#;
        canvas.path_with("faint", dashed, &self.untold);
    }
}

/// The hatching of what may have been moved; `id` names it.
pub(super) fn hatching(id: &str) -> String {
    format!(
        r#"<pattern id="{id}-h" class="own" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0h2v5h-2z"/></pattern>"#
    )
}

fn bar(way: &mut String, x: i32, width: i32, top: i32, bottom: i32) {
    push(way, format_args!("M{x} {top}h{width}V{bottom}h-{width}z"));
}

fn line(way: &mut String, x: i32, top: i32, bottom: i32) {
    push(way, format_args!("M{x} {top}V{bottom}"));
}

/// The cross of what is gone (`reach` 4) or refused (`reach` 6).
pub(super) fn cross(x: i32, y: i32, reach: i32) -> String {
    let both = reach * 2;
    let mut way = String::new();
    let _ = write!(
        way,
        "M{} {}l{both} {both}m0-{both}l-{both} {both}",
        x - reach,
        y - reach
    );
    way
}
