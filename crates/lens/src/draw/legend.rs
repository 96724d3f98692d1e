//! The legend: the marks of drawings, and what they mean. Only those that are present are told.

use super::bars::{Bars, Body, cross, hatching};
use super::svg::Canvas;
use crate::permissions::State;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A mark that a drawing can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// No value yet.
    Unset,
    /// An owner of which nothing is lent.
    Free,
    /// Lent by `&`.
    Shared,
    /// Lent by `&mut`.
    Exclusive,
    /// Moved away.
    Moved,
    /// Moved in part.
    PartlyMoved,
    /// Moved on some way.
    MaybeMoved,
    /// A reference.
    Reference,
    /// An exclusive reference.
    ExclusiveReference,
    /// A variable that holds a raw pointer.
    RawLane,
    /// An exclusive reference whose value is lent on.
    LentOn,
    /// The last use of a reference.
    LastUse,
    /// A scope ends with nothing to drop.
    End,
    /// A scope ends, and no run tells with what.
    ScopeEnd,
    /// A value is dropped.
    Drop,
    /// A scope ends with a drop on some of the ways that lead there.
    MaybeDrop,
    /// What the compiler refuses.
    Refused,
    /// Not asked, or not answered.
    Untold,
    /// A pointer that owns.
    OwningPointer,
    /// A pointer that owns together with others.
    CountedPointer,
    /// A shared reference in memory.
    SharedPointer,
    /// An exclusive reference in memory.
    ExclusivePointer,
    /// A pointer that does not keep its block.
    WeakPointer,
    /// A raw pointer.
    RawPointer,
    /// An address that may not be used, or that leads nowhere.
    DeadPointer,
    /// What is new in a step.
    Changed,
    /// A block that was freed.
    Freed,
}

impl Mark {
    /// What it means.
    pub fn words(self) -> &'static str {
        match self {
            Mark::Unset => "no value yet",
            Mark::Free => "owner, usable",
            Mark::Shared => "lent by &: read only",
            Mark::Exclusive => "lent by &mut: hands off",
            Mark::Moved => "moved away",
            Mark::PartlyMoved => "moved in part",
            Mark::MaybeMoved => "maybe moved: counts as moved",
            Mark::Reference => "a reference, &",
            Mark::ExclusiveReference => "an exclusive reference, &mut",
            Mark::RawLane => "a raw pointer: nobody checks it",
            Mark::LentOn => "an exclusive reference, itself lent on",
            Mark::LastUse => "last use of the reference",
            Mark::End => "scope ends, nothing to drop",
            Mark::ScopeEnd => "scope ends",
            Mark::Drop => "the value is dropped",
            Mark::MaybeDrop => "dropped on some way only",
            Mark::Refused => "refused",
            Mark::Untold => "not told here",
            Mark::OwningPointer => "owns",
            Mark::CountedPointer => "owns with others, counted",
            Mark::SharedPointer => "borrows by &",
            Mark::ExclusivePointer => "borrows by &mut",
            Mark::WeakPointer => "watches, does not own",
            Mark::RawPointer => "raw pointer",
            Mark::DeadPointer => "an address without use",
            Mark::Changed => "new in this step",
            Mark::Freed => "freed in this step",
        }
    }
}

/// A list that explains the marks, as HTML of one line; empty for no marks. `id` begins the names
/// inside it.
pub fn legend(marks: &BTreeSet<Mark>, id: &str) -> String {
    if marks.is_empty() {
        return String::new();
    }
    let mut html = String::from(r#"<ul class="lens-legend">"#);
    for mark in marks {
        let _ = write!(
            html,
            r#"<li><svg class="lens" width="28" height="20" viewBox="0 0 28 20" fill="currentColor" aria-hidden="true">{}</svg> {}</li>"#,
            sample(*mark, id),
            super::svg::escape(mark.words())
        );
    }
    html.push_str("</ul>");
    html
}

/// The mark alone.
fn sample(mark: Mark, id: &str) -> String {
    let id = super::svg::escape(id);
    let bar = |body: Body, state: State| {
        let mut canvas = Canvas::default();
        let mut bars = Bars::default();
        bars.add(&mut canvas, body, state, 12, 1, 19);
        if mark == Mark::MaybeMoved {
            canvas.raw(&hatching(&id));
        }
        bars.draw(&mut canvas, &id);
        canvas.body()
    };
    match mark {
        Mark::Unset => bar(Body::Owner, State::Unset),
        Mark::Free => bar(Body::Owner, State::Free),
        Mark::Shared => bar(Body::Owner, State::Shared),
        Mark::Exclusive => bar(Body::Owner, State::Exclusive),
        Mark::PartlyMoved => bar(Body::Owner, State::PartlyMoved),
        Mark::MaybeMoved => bar(Body::Owner, State::MaybeMoved),
        Mark::Reference => bar(Body::Shared, State::Free),
        Mark::ExclusiveReference => bar(Body::Exclusive, State::Free),
        Mark::RawLane => bar(Body::Raw, State::Free),
        Mark::LentOn => bar(Body::Exclusive, State::Exclusive),
        Mark::Untold => bar(Body::Owner, State::Untold),
        _ => {
            let mut canvas = Canvas::default();
            match mark {
                Mark::Moved => {
                    super::links::gone(&mut canvas, 8, 12);
                    super::links::arrow(&mut canvas, 8, 26, 6);
                }
                Mark::LastUse => super::links::last_use(&mut canvas, 12, 10),
                Mark::End | Mark::ScopeEnd => {
                    super::ends::tick(&mut canvas, 12, 10, mark == Mark::End);
                }
                Mark::Drop => super::ends::dropped(&mut canvas, 12, 7),
                Mark::MaybeDrop => super::ends::maybe_dropped(&mut canvas, 12, 7),
                Mark::Refused => {
                    canvas.path_with(
                        "refused",
                        r#"fill="none" stroke="currentColor" stroke-width="3""#,
                        &cross(12, 10, 6),
                    );
                }
                Mark::Changed => super::memory::changed(&mut canvas, 2, 1, 24, 18),
                Mark::Freed => {
                    canvas.raw(&super::memory::freed_hatching(&id));
                    super::memory::freed(&mut canvas, &id, 2, 2, 24, 16);
                }
                pointer => super::arrows::sample(&mut canvas, pointer),
            }
            canvas.body()
        }
    }
}
