//! A story as text: the drawing for a terminal, and the words that stand beside every picture.

use super::paint::{Paint, Tone};
use super::svg::cut;
use super::words;
use crate::permissions::{Holds, State};
use crate::story::{Function, Lane, Link, Span, Step, Story, Variable, Whose};

/// The signs of the lanes: fill shows how much may be done.
pub const LEGEND: &str = "\
█ usable   ▌ lent by `&`: read only   ▯ lent by `&mut`: hands off   · no value yet
× moved away   ▚ moved in part   ? moved on some way   ╵ scope ends
▼ a value is dropped   ▽ only on some way   │ a reference   ║ an exclusive one
╎ ┊ itself lent on   ○ its last use   ⋮ a raw pointer   ✗ refused
";

/// The width that code may take beside its lanes; longer lines push their lanes to the right.
const CODE: usize = 72;

/// The lines of a function, with one lane a variable beside them.
pub fn lanes(program: &str, story: &Story, function: &Function, paint: Paint) -> String {
    let code: Vec<&str> = program.lines().collect();
    let first = function.lanes.iter().map(|lane| lane.line);
    let first = first.fold(function.line, usize::min).max(1);
    let last = function.last_line.min(code.len());
    let rows: Vec<usize> = (first..=last).collect();
    let widest = rows.iter().map(|row| code[row - 1].chars().count()).max();
    let width = widest.unwrap_or(0).min(CODE) + 1;

    let mut text = String::new();
    // The names, each above its lane, so that the lanes below can stay narrow.
    let order = order(function);
    for (place, number) in order.iter().enumerate() {
        let lane = &function.lanes[*number];
        text.push_str(&" ".repeat(6 + width));
        for before in &order[..place] {
            text.push_str(&paint.paint(tone(&function.lanes[*before]), "╷"));
            text.push(' ');
        }
        text.push_str(&paint.paint(tone(lane), &head(lane)));
        text.push('\n');
    }
    for row in rows {
        let refused = story
            .rejections
            .iter()
            .any(|rejection| rejection.refused_line() == Some(row));
        let number = format!("{row:>4}  ");
        let number_tone = if refused { Tone::Refused } else { Tone::Quiet };
        text.push_str(&paint.paint(number_tone, &number));
        text.push_str(code[row - 1]);
        let used = code[row - 1].chars().count();
        text.push_str(&" ".repeat((width + 1).saturating_sub(used + 1).max(1)));
        let signs: Vec<String> = order
            .iter()
            .map(|lane| sign(story, function, *lane, row, paint))
            .collect();
        text.push_str(&signs.join(" "));
        for sentence in dropped_on(function, row) {
            text.push_str(&paint.paint(Tone::Quiet, &format!("  {sentence}")));
        }
        if refused {
            text.push_str(&paint.paint(Tone::Refused, "  ✗ refused"));
        }
        let trimmed = text.trim_end_matches(' ').len();
        text.truncate(trimmed);
        text.push('\n');
    }
    text
}

/// What a row says of the values that it drops while scopes go on, where no lane can.
fn dropped_on(function: &Function, row: usize) -> Vec<String> {
    let lanes = function.lanes.iter();
    let moved = lanes.flat_map(|lane| {
        let moved = lane.dropped.iter();
        let moved = moved.filter(|it| it.of == Whose::Moved || !it.drops);
        moved.map(move |it| (it, Some(&*lane.name)))
    });
    let others = function.dropped.iter().map(|it| (it, None));
    let all = moved.chain(others).filter(|(it, _)| it.line == row);
    all.map(|(it, lane)| {
        let mark = if it.drops { "▼ " } else { "" };
        format!("{mark}{}", words::dropped(it, lane))
    })
    .collect()
}

/// The lanes from left to right: behind each variable its places.
fn order(function: &Function) -> Vec<usize> {
    let of = |variable: Option<usize>| {
        let lanes = function.lanes.iter().enumerate();
        lanes
            .filter(move |(_, lane)| lane.of == variable)
            .map(|(number, _)| number)
    };
    of(None)
        .flat_map(|variable| std::iter::once(variable).chain(of(Some(variable))))
        .collect()
}

/// `let mut name`, without the `let` for what no `let` declares.
fn head(lane: &Lane) -> String {
    match lane.is_mut {
        true => format!("mut {}", lane.name),
        false => lane.name.clone(),
    }
}

fn tone(lane: &Lane) -> Tone {
    match lane.holds {
        Some(Holds::SharedReference | Holds::ExclusiveReference | Holds::RawPointer) => {
            Tone::Reference
        }
        _ => Tone::Owner,
    }
}

/// The sign of a lane on a row of the program.
fn sign(story: &Story, function: &Function, number: usize, row: usize, paint: Paint) -> String {
    let lane = &function.lanes[number];
    if row < lane.line || row > lane.last_line {
        return " ".into();
    }
    let is_refused = story.rejections.iter().any(|rejection| {
        rejection.lane == Some(number)
            && rejection.refused_line() == Some(row)
            && rejection.function.and_then(|it| story.functions.get(it)) == Some(function)
    });
    if is_refused {
        return paint.paint(Tone::Refused, "✗");
    }
    let moved = function.links.iter().any(
        |link| matches!(link, Link::Move { from, line, .. } if *from == number && *line == row),
    );
    let now = state_on(function, lane, row);
    let gone = matches!(
        now.map(|span| span.state),
        Some(State::Moved | State::MaybeMoved | State::PartlyMoved)
    );
    if moved && gone {
        return paint.paint(Tone::Gone, "×");
    }
    let is_reference = matches!(
        lane.holds,
        Some(Holds::SharedReference | Holds::ExclusiveReference)
    );
    let uses = function.last_uses(number).into_iter();
    if let Some(last) = uses.max().filter(|_| is_reference) {
        if row == last {
            return paint.paint(tone(lane), "○");
        }
        if row > last {
            return " ".into();
        }
        // The loan is alive until then, also where an error of the program hides the state.
        let is_hidden = now.is_some_and(|it| matches!(it.state, State::Untold | State::Expired));
        if is_hidden {
            return paint.paint(tone(lane), line_of(lane));
        }
    }
    let Some(span) = now else {
        return " ".into();
    };
    let mut dropped = lane.dropped.iter();
    if dropped.any(|it| it.line == row && it.drops && it.of != Whose::Moved) {
        return paint.paint(tone(lane), "▼");
    }
    if row == lane.last_line && row > lane.line {
        let dropped = lane.end.as_ref().filter(|end| end.drops);
        return match dropped {
            Some(end) if end.on_some_way => paint.paint(tone(lane), "▽"),
            Some(_) => paint.paint(tone(lane), "▼"),
            None => paint.paint(Tone::Quiet, "╵"),
        };
    }
    let holds = lane.holds.unwrap_or(Holds::Owner);
    let text = match (span.state, holds) {
        (State::Unset, _) => "·",
        (State::Free, Holds::Owner) => "█",
        (State::Shared, Holds::Owner) => "▌",
        (State::Exclusive, Holds::Owner) => "▯",
        (State::Free, _) => line_of(lane),
        (State::Shared | State::Exclusive, Holds::RawPointer) => line_of(lane),
        // A reference that is lent on may do as little as an owner that is lent.
        (State::Shared, _) => "╎",
        (State::Exclusive, _) => "┊",
        (State::PartlyMoved, _) => "▚",
        (State::MaybeMoved, _) => "?",
        (State::Moved | State::Expired, _) => " ",
        (State::Hidden, _) => "▪",
        (State::OutOfScope | State::InClosure | State::Unreachable | State::Untold, _) => " ",
    };
    paint.paint(tone(lane), text)
}

/// The line of a reference: single, or double where it is exclusive.
fn line_of(lane: &Lane) -> &'static str {
    match lane.holds {
        Some(Holds::ExclusiveReference) => "║",
        Some(Holds::RawPointer) => "⋮",
        _ => "│",
    }
}

/// The state on a row: that of the last point that does not lie behind it.
fn state_on<'f>(function: &Function, lane: &'f Lane, row: usize) -> Option<&'f Span> {
    let points = function.points.iter().enumerate();
    let reached = points
        .filter(|(_, line)| **line <= row)
        .map(|(point, _)| point);
    let mut state = None;
    for point in reached {
        let span = lane
            .spans
            .iter()
            .find(|span| span.from <= point && point <= span.to);
        // Behind a `break` on its row, the row has the state before it.
        let span = span.filter(|span| span.state != State::Unreachable || state.is_none());
        state = span.or(state);
    }
    state
}

/// One step: what happened, what memory holds, and the output so far. `number` counts from 0.
pub fn step(program: &str, story: &Story, number: usize, paint: Paint) -> Option<String> {
    let run = story.run.as_ref()?;
    let step = run.steps.get(number)?;
    let of = run.steps.len();
    let title = format!("step {} of {of}, {}", number + 1, words::title(step));
    let mut text = paint.paint(Tone::Title, &title) + "\n";
    if let Some(line) = program.lines().nth(step.line.saturating_sub(1)) {
        text.push_str(&format!("{:>4}  {line}\n", step.line));
    }
    for event in words::events(step) {
        text.push_str(&format!("      • {}\n", event.words));
    }
    text.push_str(&memory(step, paint));
    let output = run.output.get(..step.output).unwrap_or_default();
    if !output.is_empty() {
        text.push_str(&format!(
            "      {}\n",
            paint.paint(Tone::Quiet, "output so far")
        ));
        let lines: Vec<&str> = output.lines().collect();
        let left_out = lines.len().saturating_sub(OUTPUT);
        if left_out > 0 {
            text.push_str(&format!("        … {left_out} lines before\n"));
        }
        for line in &lines[left_out..] {
            text.push_str(&format!("        {line}\n"));
        }
    }
    Some(text)
}

/// What happened after the last step, and what was left behind.
pub fn after(story: &Story, paint: Paint) -> Option<String> {
    let run = story.run.as_ref().filter(|run| !run.after.is_empty())?;
    let mut text = format!("\n{}\n", paint.paint(Tone::Title, "after the last step"));
    for event in &run.after {
        text.push_str(&format!("      • {}\n", event.words));
    }
    Some(text)
}

/// The frames and the heap of a step.
fn memory(step: &Step, paint: Paint) -> String {
    let mut text = String::new();
    for frame in &step.frames {
        if frame.variables.is_empty() {
            continue;
        }
        let title = format!("stack: {}", frame.function);
        text.push_str(&format!("      {}\n", paint.paint(Tone::Quiet, &title)));
        let width = |of: &dyn Fn(&Variable) -> usize| frame.variables.iter().map(of).max();
        let names = width(&|it| it.name.chars().count()).unwrap_or(0);
        let types = width(&|it| it.type_name.chars().count())
            .unwrap_or(0)
            .min(TYPE);
        for variable in &frame.variables {
            let is_new = step
                .events
                .iter()
                .any(|it| it.variables.contains(&variable.number));
            let mark = if is_new { "▸" } else { " " };
            let note = words::note(variable).map(|note| format!("  ({note})"));
            let value = words::value_of(step, variable);
            let value = match variable.state {
                Some(State::Moved | State::Expired) => paint.paint(Tone::Gone, &value),
                _ => value,
            };
            text.push_str(&format!(
                "      {mark} {}  {}  {value}{}\n",
                padded(&variable.name, names),
                paint.paint(Tone::Quiet, &padded(&cut(&variable.type_name, TYPE), types)),
                note.unwrap_or_default(),
            ));
        }
    }
    if !step.heap.is_empty() {
        text.push_str(&format!("      {}\n", paint.paint(Tone::Quiet, "heap")));
    }
    for block in &step.heap {
        let is_new = step
            .events
            .iter()
            .any(|it| it.blocks.contains(&block.label));
        let mark = if is_new { "▸" } else { " " };
        let line = words::block(step, block);
        let tone = if block.freed { Tone::Gone } else { Tone::Owner };
        let label = format!("block #{}", block.label);
        let rest = line.strip_prefix(&label).unwrap_or(&line);
        text.push_str(&format!(
            "      {mark} {}{rest}\n",
            paint.paint(tone, &label)
        ));
    }
    text
}

/// The lines of output that a step repeats, the newest.
const OUTPUT: usize = 8;

/// The width that a type may take.
const TYPE: usize = 24;

fn padded(text: &str, width: usize) -> String {
    let used = text.chars().count();
    text.to_owned() + &" ".repeat(width.saturating_sub(used))
}
