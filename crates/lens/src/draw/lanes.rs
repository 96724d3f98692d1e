//! The lanes: what may be done with each variable, beside the lines of its code.
//!
//! Row `n` of a drawing lies exactly beside line `n` of the code, which stays text of the page. What
//! a line does takes effect in the middle of its row.
//!
//! A lane is a group that says who it is and where it lies (`data-x`, from left to right), so that a
//! narrow page can show a few of them and leave the others out.

use super::bars::{Bars, hatching};
use super::columns::{Column, Rows, columns};
use super::ends::ends;
use super::links::{gone, last_use, links, moves_from, refusals};
use super::partners::Partners;
use super::svg::{Anchor, Canvas, Drawing, cut, escape, width};
use crate::permissions::State;
use crate::story::Story;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The lanes of the functions on these lines, or nothing where they have none. `id` begins the names
/// inside the drawing and has to be another for each drawing of a page.
pub fn lanes(story: &Story, lines: RangeInclusive<usize>, id: &str) -> Option<Drawing> {
    if lines.is_empty() {
        return None;
    }
    let rows = Rows::new(&lines);
    let columns = columns(story, rows);
    if columns.is_empty() {
        return None;
    }
    let mut canvas = Canvas::default();
    let mut notes = Notes::new(&columns, rows);
    let safe_id = escape(id);
    if columns.iter().any(is_hatched) {
        canvas.raw(&hatching(&safe_id));
    }
    let partners = Partners::of(story);
    let of = |column: &Column| partners.lane(column.function_number, column.number);
    for column in &columns {
        let half = column.body.half().max(5) + if column.lane.of.is_some() { 1 } else { 4 };
        let (top, bottom) = (
            rows.top(column.first),
            rows.top(column.last.saturating_add(1)),
        );
        let who = format!(r#" data-of="{}""#, of(column));
        canvas.ground(&who, column.x - half, top, half * 2, bottom - top);
    }
    // What passes between lanes goes behind them.
    links(&mut canvas, &columns, rows, &mut notes, &partners);
    for column in &columns {
        let half = column.body.half();
        canvas.raw(&format!(
            r#"<g data-of="{}" data-x="{} {}">"#,
            of(column),
            column.x - half,
            column.x + half
        ));
        draw(&mut canvas, column, rows, &safe_id);
        canvas.text(
            "",
            column.head_left(),
            baseline(rows, column.head_line(rows)),
            Anchor::Start,
            &column.head,
        );
        canvas.close();
    }
    refusals(&mut canvas, story, &columns, rows, &mut notes, &partners);
    ends(&mut canvas, story, &columns, rows, &mut notes, &partners);
    let size = (notes.width() + 4, rows.height());
    let title = title(&columns);
    let description = format!(
        "What may be done with {} on lines {} to {}.",
        listed(columns.iter().map(|column| column.lane.name.as_str())),
        rows.first,
        rows.last,
    );
    Some(canvas.finish("lanes", id, size, &title, &description))
}

/// Where letters stand on a line's row.
pub(super) fn baseline(rows: Rows, line: usize) -> i32 {
    rows.top(line) + 17
}

/// Notes at the right of the rows, where no lane is under way.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    columns: &'a [Column<'a>],
    rows: Rows,
    ends: BTreeMap<usize, i32>,
}

impl<'a> Notes<'a> {
    fn new(columns: &'a [Column<'a>], rows: Rows) -> Notes<'a> {
        Notes {
            columns,
            rows,
            ends: BTreeMap::new(),
        }
    }

    /// The right end of everything on a row.
    pub fn right(&self, line: usize) -> i32 {
        let columns = self.columns.iter().filter(|column| column.is_on(line));
        let ends = columns.map(|column| column.right_on(line, self.rows));
        let note = self.ends.get(&line).copied().unwrap_or(0);
        ends.fold(note, i32::max)
    }

    /// Whether nothing but bars is on a row.
    pub fn is_free(&self, line: usize) -> bool {
        let heads = |column: &Column| {
            column.is_on(line) && column.head_line(self.rows) == line && !column.head.is_empty()
        };
        !self.ends.contains_key(&line) && !self.columns.iter().any(heads)
    }

    /// Writes behind everything on a row; says where the text begins.
    pub fn write(
        &mut self,
        canvas: &mut Canvas,
        class: &str,
        line: usize,
        gap: i32,
        text: &str,
    ) -> i32 {
        let left = self.right(line) + gap;
        canvas.text(class, left, baseline(self.rows, line), Anchor::Start, text);
        self.ends.insert(line, left + width(text));
        left
    }

    fn width(&self) -> i32 {
        let lines = self
            .columns
            .iter()
            .map(|column| column.head_line(self.rows));
        let lines = lines.chain(self.ends.keys().copied());
        let bars = self.columns.iter().map(|column| column.x + 16);
        lines
            .map(|line| self.right(line))
            .chain(bars)
            .fold(0, i32::max)
    }
}

/// A lane's states, from its first point to the end of its scope.
fn draw(canvas: &mut Canvas, column: &Column, rows: Rows, id: &str) {
    let mut bars = Bars::default();
    let uses = column.function.last_uses(column.number);
    let moved_on: Vec<usize> = moves_from(column);
    for state in states(column) {
        let States { state, from, to } = state;
        let (top, bottom) = (rows.middle(from), rows.middle(to));
        let is_alive = !matches!(state, State::Moved | State::Expired);
        // A reference is drawn up to its last use, and the lane goes on without it.
        let until = match uses.iter().filter(|used| (from..=to).contains(used)).max() {
            Some(last) if column.body.is_reference() && is_alive => rows.middle(*last),
            _ if column.body.is_reference() && uses.iter().any(|used| *used < from) => {
                match uses.iter().any(|used| *used > from) {
                    true => bottom,
                    false => top,
                }
            }
            _ => bottom,
        };
        bars.add(canvas, column.body, state, column.x, top, until.min(bottom));
        if state == State::Moved && moved_on.contains(&from) && rows.contains(from) {
            gone(canvas, column.x, top);
        }
    }
    bars.draw(canvas, id);
    if column.body.is_reference()
        && let Some(last) = uses.iter().max().filter(|last| rows.contains(**last))
    {
        last_use(canvas, column.x, rows.middle(*last));
    }
}

/// A state of a lane from one line to another.
struct States {
    state: State,
    from: usize,
    to: usize,
}

/// The states of a lane, each up to the next; neighbours that differ only in why are one.
fn states(column: &Column) -> Vec<States> {
    let mut states: Vec<States> = Vec::new();
    for span in &column.lane.spans {
        let Some(from) = column.function.points.get(span.from).copied() else {
            continue;
        };
        match states.last_mut() {
            Some(last) if last.state == span.state => {}
            last => {
                if let Some(last) = last {
                    last.to = from;
                }
                let to = column.last;
                let state = span.state;
                states.push(States { state, from, to });
            }
        }
    }
    states
}

fn is_hatched(column: &Column) -> bool {
    let spans = &column.lane.spans;
    spans.iter().any(|span| span.state == State::MaybeMoved)
}

fn title(columns: &[Column]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for column in columns {
        if names.last() != Some(&column.function.name.as_str()) {
            names.push(&column.function.name);
        }
    }
    format!("Lanes of {}", listed(names.into_iter()))
}

/// The first few of names, and how many more there are.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let shown: Vec<String> = names.iter().take(8).map(|name| cut(name, 40)).collect();
    match names.len().saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::ROW;
    use super::super::legend::Mark;
    use super::super::sample::{STATES, lane, story};
    use super::*;
    use crate::permissions::Holds;
    use crate::story::{Dropped, End, Link, Rejection, Role, Spot, Whose};

    fn drawn(story: &Story) -> Drawing {
        lanes(story, 1..=6, "x").expect("lanes")
    }

    #[test]
    fn a_row_lies_beside_its_line_and_a_state_begins_in_its_middle() {
        let story = story(vec![lane("name", 2, &[(1, 4, State::Free)])], Vec::new());
        let whole = drawn(&story);
        assert_eq!(whole.height, 6 * ROW);
        // From the middle of line 2 to the middle of line 6.
        assert!(
            whole.svg.contains(r#"d="M5 36h10V132h-10z""#),
            "{}",
            whole.svg
        );
        let part = lanes(&story, 4..=5, "x").expect("lanes");
        assert_eq!(part.height, 2 * ROW);
        assert!(part.svg.contains(r#"d="M5 0h10V48h-10z""#), "{}", part.svg);
        assert_eq!(lanes(&story, 7..=9, "x"), None);
    }

    #[test]
    fn a_lane_says_who_it_is_and_where_it_lies() {
        let owner = lane("name", 2, &[(1, 1, State::Free), (2, 4, State::Moved)]);
        let mut place = lane("name.0", 2, &[(1, 4, State::Free)]);
        place.of = Some(0);
        let mut next = lane("owner", 3, &[(2, 4, State::Free)]);
        next.end = Some(End {
            drops: true,
            on_some_way: false,
            frees: vec![4],
        });
        let link = Link::Move {
            from: 0,
            to: Some(1),
            line: 3,
            into: "`owner`".into(),
        };
        let svg = drawn(&story(vec![owner, next, place], vec![link])).svg;
        let lanes = svg.split(r#"<g data-of=""#).skip(1);
        let lanes: Vec<&str> = lanes.filter_map(|it| it.split('>').next()).collect();
        // The move, the lanes with the place behind its variable, and how they end.
        let expected = [
            r#"v1 v2""#,
            r#"v1" data-x="5 15""#,
            r#"v1" data-x="20 26""#,
            r#"v2" data-x="42 52""#,
            r#"v2 b4""#,
        ];
        assert_eq!(lanes, expected, "{svg}");
    }

    #[test]
    fn every_state_has_its_mark() {
        for state in STATES {
            let mut told = Vec::new();
            for holds in [
                Holds::Owner,
                Holds::SharedReference,
                Holds::ExclusiveReference,
                Holds::RawPointer,
            ] {
                let mut lane = lane("name", 2, &[(1, 4, state)]);
                lane.holds = Some(holds);
                let marks = drawn(&story(vec![lane], Vec::new())).marks;
                let marks = marks.into_iter().filter(|mark| *mark != Mark::ScopeEnd);
                told.extend(marks);
            }
            let expected: &[Mark] = match state {
                State::Moved | State::Expired | State::OutOfScope => &[],
                State::Unset => &[Mark::Unset; 4],
                State::Free => &[
                    Mark::Free,
                    Mark::Reference,
                    Mark::ExclusiveReference,
                    Mark::RawLane,
                ],
                State::Shared => &[Mark::Shared, Mark::Reference, Mark::LentOn, Mark::RawLane],
                State::Exclusive => &[
                    Mark::Exclusive,
                    Mark::Reference,
                    Mark::LentOn,
                    Mark::RawLane,
                ],
                State::PartlyMoved => &[Mark::PartlyMoved; 4],
                State::MaybeMoved => &[Mark::MaybeMoved; 4],
                _ => &[Mark::Untold; 4],
            };
            assert_eq!(told, expected, "{state:?}");
        }
    }

    #[test]
    fn a_move_ends_at_its_new_owner_with_a_cross_behind_the_old_one() {
        let from = lane("name", 2, &[(1, 1, State::Free), (2, 4, State::Moved)]);
        let between = lane("other", 2, &[(1, 4, State::Free)]);
        let to = lane("owner", 3, &[(2, 4, State::Free)]);
        let link = Link::Move {
            from: 0,
            to: Some(2),
            line: 3,
            into: "`owner`".into(),
        };
        let drawing = drawn(&story(vec![from, between, to], vec![link]));
        // `other` leaves room for the name beside it; `owner` stands a lane further.
        let owner = 10 + 10 + width("name") + 8 + 5 + 24;
        let head = format!("M{} 60l-7 -5v10z", owner - 6);
        assert!(drawing.svg.contains(&head), "{head}: {}", drawing.svg);
        assert!(drawing.svg.contains(r#"class="gone""#));
        assert!(drawing.marks.contains(&Mark::Moved));
    }

    #[test]
    fn a_reference_hangs_from_its_owner_and_ends_at_its_last_use() {
        let owner = lane("name", 2, &[(1, 1, State::Free), (2, 4, State::Shared)]);
        let mut view = lane("view", 3, &[(2, 4, State::Free)]);
        view.holds = Some(Holds::SharedReference);
        let link = Link::Loan {
            owner: 0,
            borrower: Some(1),
            exclusive: false,
            line: 3,
            until: 4,
            in_conflict: false,
        };
        let drawing = drawn(&story(vec![owner, view], vec![link]));
        assert!(drawing.svg.contains(r#"d="M10 60H34""#), "{}", drawing.svg);
        assert!(drawing.svg.contains(r#"d="M34 60V84""#), "{}", drawing.svg);
        assert!(drawing.svg.contains(r#"d="M30 84a4"#), "{}", drawing.svg);
        assert!(drawing.marks.contains(&Mark::LastUse));
    }

    #[test]
    fn what_is_freed_is_named_where_the_scope_ends() {
        let mut told = lane("name", 2, &[(1, 4, State::Free)]);
        told.end = Some(End {
            drops: true,
            on_some_way: false,
            frees: vec![1],
        });
        let drawing = drawn(&story(vec![told.clone()], Vec::new()));
        assert!(drawing.svg.contains(">drop, frees #1<"), "{}", drawing.svg);
        let mut other = told.clone();
        other.name = "other".into();
        other.end = Some(End {
            drops: true,
            on_some_way: false,
            frees: Vec::new(),
        });
        let drawing = drawn(&story(vec![told, other], Vec::new()));
        assert!(
            drawing.svg.contains(">drop: other, name frees #1<"),
            "{}",
            drawing.svg
        );
    }

    #[test]
    fn what_is_dropped_within_a_scope_has_its_mark_on_the_lane_or_beside_the_row() {
        let dropped = |line, of, drops, label| Dropped {
            line,
            of,
            drops,
            frees: vec![label],
        };
        let mut name = lane("name", 2, &[(1, 4, State::Free)]);
        name.dropped = vec![
            dropped(3, Whose::Kept, true, 1),
            dropped(4, Whose::Kept, false, 2),
        ];
        name.end = Some(End {
            drops: true,
            on_some_way: true,
            frees: Vec::new(),
        });
        let mut story = story(vec![name], Vec::new());
        story.functions[0].dropped = vec![dropped(5, Whose::Temporary, true, 3)];
        let drawing = drawn(&story);
        for told in [
            // On the lane, in a gap, in the middle of line 3.
            r#"stroke-width="5" d="M3 60h14l-7 9z"/><path class="own" d="M3 60h14l-7 9z"/>"#,
            ">drop, frees #1<",
            // Nothing is known but that memory was freed.
            ">frees #2<",
            ">temporary, frees #3<",
            ">drop, on some way<",
        ] {
            assert!(drawing.svg.contains(told), "{told}: {}", drawing.svg);
        }
        assert!(drawing.marks.contains(&Mark::MaybeDrop));
    }

    #[test]
    fn what_is_refused_has_a_cross_on_its_lane() {
        let queue = lane("queue", 2, &[(1, 4, State::Free)]);
        let mut story = story(vec![queue], Vec::new());
        assert!(!drawn(&story).svg.contains("refused"));
        story.rejections.push(Rejection {
            code: Some("E0502".into()),
            message: String::new(),
            places: vec![Spot {
                start: 0,
                end: 1,
                line: 4,
                role: Role::Refused,
                words: String::new(),
            }],
            notes: Vec::new(),
            told: Vec::new(),
            function: Some(0),
            lane: Some(0),
        });
        let drawing = drawn(&story);
        let cross =
            r#"class="refused" fill="none" stroke="currentColor" stroke-width="3" d="M4 78l12 12"#;
        assert!(drawing.svg.contains(cross), "{}", drawing.svg);
        assert!(drawing.marks.contains(&Mark::Refused));
    }
}
