//! A story in sentences: what a picture shows, for those who do not see it.

use crate::permissions::{Holds, State};
use crate::story::{
    Block, Dropped, Event, EventKind, Function, Lane, Owner, Span, Step, Story, Variable, Whose,
    variable,
};

/// What the lanes of a function show, a sentence a lane, and what lines drop beside them; code
/// stands in backticks.
pub fn lanes(function: &Function) -> Vec<String> {
    let lanes = function.lanes.iter().map(|it| lane(function, it));
    let dropped = function.dropped.iter();
    let dropped = dropped.map(|it| format!("line {}: {}", it.line, self::dropped(it, None)));
    lanes.chain(dropped).collect()
}

/// What a line drops while scopes go on, of a lane of this name or of none.
pub fn dropped(dropped: &Dropped, lane: Option<&str>) -> String {
    let frees = freed(&dropped.frees);
    if !dropped.drops {
        return frees;
    }
    let what = match (dropped.of, lane) {
        (Whose::Temporary, _) => "a temporary is dropped".to_owned(),
        (_, Some(lane)) => format!("{lane} is dropped"),
        (_, None) => "a value is dropped".to_owned(),
    };
    both(&what, &frees)
}

/// Both with a comma between them, if there are both.
pub(super) fn both(what: &str, frees: &str) -> String {
    let comma = if what.is_empty() || frees.is_empty() {
        ""
    } else {
        ", "
    };
    format!("{what}{comma}{frees}")
}

/// "frees #1", "frees #1 and #2", "frees #1 to #4", "frees #1 #5 #7", "frees #1 and 6 more"; nothing
/// for no blocks.
pub(super) fn freed(labels: &[u32]) -> String {
    let one = |label: &u32| format!("#{label}");
    match labels {
        [] => String::new(),
        [only] => format!("frees #{only}"),
        [first, second] => format!("frees #{first} and #{second}"),
        [first, .., last] if is_row(labels) => format!("frees #{first} to #{last}"),
        labels if labels.len() < 5 => {
            let all: Vec<String> = labels.iter().map(one).collect();
            format!("frees {}", all.join(" "))
        }
        [first, ..] => format!("frees #{first} and {} more", labels.len() - 1),
    }
}

/// Whether the labels count up or down by one.
fn is_row(labels: &[u32]) -> bool {
    let mut pairs = labels.windows(2);
    pairs
        .clone()
        .all(|pair| pair[1].checked_sub(pair[0]) == Some(1))
        || pairs.all(|pair| pair[0].checked_sub(pair[1]) == Some(1))
}

fn lane(function: &Function, lane: &Lane) -> String {
    let what = match lane.holds {
        Some(Holds::SharedReference) => ", a shared reference",
        Some(Holds::ExclusiveReference) => ", an exclusive reference",
        Some(Holds::RawPointer) => ", a raw pointer, which nobody checks",
        Some(Holds::Owner) | None => "",
    };
    let mutable = if lane.is_mut { " `mut`" } else { "" };
    let states: Vec<String> = lane
        .spans
        .iter()
        .map(|span| state(function, span))
        .collect();
    let states = match states.is_empty() {
        true => "nothing is told".to_owned(),
        false => states.join("; "),
    };
    let within = lane.dropped.iter().map(|it| {
        let what = match (it.of, it.drops) {
            (_, false) => "",
            (Whose::Moved, _) => "dropped",
            _ => "a value of it is dropped",
        };
        format!("; line {}: {}", it.line, both(what, &freed(&it.frees)))
    });
    let within: String = within.collect();
    let dropped = lane.end.as_ref().filter(|end| end.drops);
    let end = dropped.map_or_else(String::new, |end| {
        let way = if end.on_some_way { " on some way" } else { "" };
        let what = format!(
            "; dropped{way} where its scope ends, line {}",
            lane.last_line
        );
        both(&what, &freed(&end.frees))
    });
    format!("`{}`{mutable}{what}: {states}{within}{end}", lane.name)
}

fn state(function: &Function, span: &Span) -> String {
    let line = |point: usize| function.points.get(point).copied().unwrap_or_default();
    let (from, to) = (line(span.from), line(span.to));
    let when = match from == to {
        true => format!("after line {from}"),
        false => format!("after lines {from} to {to}"),
    };
    let why = match span.why.is_empty() {
        true => String::new(),
        false => format!(" ({})", span.why),
    };
    format!("{} {when}{why}", name(span.state))
}

/// A state in a word or a few.
pub fn name(state: State) -> &'static str {
    match state {
        State::Unset => "no value yet",
        State::Free => "usable",
        State::Shared => "lent, read only",
        State::Exclusive => "lent, hands off",
        State::Moved => "moved",
        State::PartlyMoved => "partly moved",
        State::MaybeMoved => "maybe moved",
        State::Expired => "expired",
        State::OutOfScope => "out of scope",
        State::Hidden => "hidden by a later one of this name",
        State::InClosure => "in a closure",
        State::Unreachable => "never reached",
        State::Untold => "not told",
    }
}

/// The title of a step: "after line 4", or where it enters a function "line 4: `main` begins".
pub fn title(step: &Step) -> String {
    let thread = match step.thread {
        1 => String::new(),
        thread => format!("thread {thread}, "),
    };
    let mut turns = step.events.iter().rev();
    let turn = turns.find(|it| matches!(it.kind, EventKind::Entered | EventKind::Left));
    match turn {
        Some(entered) if entered.kind == EventKind::Entered => {
            format!("{thread}line {}: {}", step.line, entered.words)
        }
        _ => format!("{thread}after line {}", step.line),
    }
}

/// What happened before a step, but for what its title says.
pub fn events(step: &Step) -> impl Iterator<Item = &Event> {
    let title = title(step);
    let events = step.events.iter();
    events.filter(move |event| !title.ends_with(&event.words))
}

/// What memory holds at a step, a sentence a variable and a block.
pub fn memory(step: &Step) -> Vec<String> {
    let mut told = Vec::new();
    for frame in &step.frames {
        for variable in &frame.variables {
            let value = crate::story::value_as_predicate(step, &variable.value);
            let state = note(variable).map_or(String::new(), |note| format!(" ({note})"));
            told.push(format!(
                "in `{}`, `{}` {value}{state}",
                frame.function, variable.name
            ));
        }
    }
    told.extend(step.heap.iter().map(|it| block(step, it)));
    told
}

/// A variable's value in words; what it points to by its name.
pub fn value_of(step: &Step, variable: &Variable) -> String {
    crate::story::value_in_words(step, &variable.value)
}

/// What has to be said beside a variable, if anything.
pub fn note(variable: &Variable) -> Option<&'static str> {
    match variable.state? {
        State::Free | State::OutOfScope | State::InClosure | State::Untold => None,
        State::Moved => Some("moved: unusable"),
        State::MaybeMoved => Some("counts as moved"),
        State::PartlyMoved => Some("partly moved"),
        State::Expired => Some("expired: unusable"),
        State::Shared if variable.in_part => Some("a part lent, read only"),
        State::Exclusive if variable.in_part => Some("a part lent, hands off"),
        state => Some(name(state)),
    }
}

/// What is said in a drawing of memory in place of the type: why a variable may not be used. Loans
/// are the matter of the lanes.
pub fn unusable(variable: &Variable) -> Option<&'static str> {
    match variable.state? {
        State::Moved | State::MaybeMoved | State::PartlyMoved | State::Expired => note(variable),
        _ => None,
    }
}

/// A block of the heap in words.
pub fn block(step: &Step, block: &Block) -> String {
    let contents = match &block.contents {
        Some(contents) => format!(": {}", crate::story::value_in_words(step, contents)),
        None => String::new(),
    };
    let owned = match owners(step, block) {
        _ if block.freed => ", freed on this line".to_owned(),
        owners if owners.is_empty() => String::new(),
        owners => format!(", owned by {owners}"),
    };
    let bytes = match block.size {
        1 => "1 byte".to_owned(),
        size => format!("{size} bytes"),
    };
    format!("block #{}, {bytes}{owned}{contents}", block.label)
}

/// The owners of a block, by name.
pub fn owners(step: &Step, block: &Block) -> String {
    let names = block.owners.iter().map(|owner| match owner {
        Owner::Block(label) => format!("block #{label}"),
        Owner::Unnamed => "a value without a name".to_owned(),
        Owner::Variable(number) => {
            let named = variable(&step.frames, *number);
            named.map_or_else(|| "another thread".into(), |it| format!("`{}`", it.name))
        }
    });
    names.collect::<Vec<_>>().join(" and ")
}

/// What a run left behind on the heap, in words; nothing where all was freed.
pub fn leaks(story: &Story) -> Option<String> {
    let leaked = story.run.as_ref().map(|run| &run.leaked)?;
    let labels: Vec<String> = leaked.iter().map(|label| format!("#{label}")).collect();
    match labels.as_slice() {
        [] => None,
        [one] => Some(format!("block {one} was never freed")),
        several => Some(format!("blocks {} were never freed", several.join(", "))),
    }
}
