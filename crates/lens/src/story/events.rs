//! What happened between two steps, in plain words.
//!
//! Births, deaths, calls, scopes and output come from the record, in their true order; moves and
//! loans come from the compiler, and stand where the statement that made them stands.

use super::ends::{Facts, Known};
use super::model::{self, Event, EventKind, Frame, Owner, Variable, variable};
use super::steps::{Change, is_lent};
use super::{owners, passing, words};
use crate::memory::{self, Kind, Pointer, Target, Value};
use crate::permissions::{State, StateAt};
use crate::source::Source;

/// What it takes to tell of the events before a step.
pub(super) struct Teller<'a> {
    pub source: &'a Source,
    pub old: &'a [Frame],
    pub new: &'a [Frame],
    pub facts: Facts<'a>,
    /// Counted blocks with another number of owners, as text.
    pub counts: Vec<(u32, String)>,
    pub changes: Vec<Change<'a>>,
}

impl Teller<'_> {
    pub fn tell(&self, recorded: &[memory::Event]) -> Vec<Event> {
        let mut events = Vec::new();
        let mut moved = self.moved();
        let mut rest = recorded;
        // The variable whose value a destructor is about to be called with.
        let mut dying = None;
        while let Some((event, after)) = rest.split_first() {
            rest = after;
            match event {
                memory::Event::Declared { binding, name } => {
                    // A value changes its owner before the new one is spoken of.
                    events.append(&mut moved);
                    let mut declared = self.declared(*binding, name);
                    if let Some(of) = dying.take().filter(|_| name == "self") {
                        let unnamed = words::elsewhere(Target::Stack);
                        let its = format!("what `{of}` held");
                        declared.words = declared.words.replacen(&unnamed, &its, 1);
                    }
                    events.push(declared);
                }
                memory::Event::Entered { function } => {
                    events.push(words::event(
                        EventKind::Entered,
                        words::entered(function),
                        &[],
                        &[],
                    ));
                }
                memory::Event::Left { function, unwinds } => {
                    let left = match unwinds {
                        true => words::left_by_panic(function),
                        false => words::left(function),
                    };
                    events.push(words::event(EventKind::Left, left, &[], &[]));
                }
                memory::Event::Born {
                    block,
                    size,
                    instead: Some(old),
                } => {
                    // The death of the old block is the other half of the same event.
                    if let Some((memory::Event::Released { block: dead }, after)) =
                        rest.split_first()
                        && dead == old
                    {
                        rest = after;
                    }
                    let size = words::bytes(*size);
                    let told = format!(
                        "block #{old} has no more room: its contents move to block #{block}, \
                         {size}, and #{old} is freed"
                    );
                    events.push(words::event(
                        EventKind::Reallocated,
                        told,
                        &[],
                        &[*old, *block],
                    ));
                }
                memory::Event::Born { block, size, .. } => {
                    let told = format!("block #{block}, {}, is allocated", words::bytes(*size));
                    events.push(words::event(EventKind::Allocated, told, &[], &[*block]));
                }
                memory::Event::Released { block } => {
                    // What a call frees moved into it before.
                    let owner = owners::root(self.facts.blocks, *block);
                    let is_moved = moved
                        .iter()
                        .any(|it: &Event| owner.is_some_and(|owner| it.variables.contains(&owner)));
                    if is_moved {
                        events.append(&mut moved);
                    }
                    events.push(self.freed(*block));
                }
                memory::Event::Ended { binding, name } => {
                    (rest, dying) = self.ended_together(&mut events, (*binding, name), rest);
                }
                memory::Event::Turn { .. } => {}
                memory::Event::Panicked { line, message } => {
                    let told = match message.is_empty() {
                        true => format!("the program panics on line {line}"),
                        false => format!("the program panics on line {line}: {message}"),
                    };
                    events.push(words::event(EventKind::Panicked, told, &[], &[]));
                }
                memory::Event::Printed { text } => {
                    let told = format!("it prints {:?}", text.trim_end_matches('\n'));
                    events.push(words::event(EventKind::Printed, told, &[], &[]));
                }
            }
        }
        events.append(&mut moved);
        events.extend(self.changed(recorded));
        events.extend(self.counted());
        events.extend(self.loans());
        events
    }

    /// What a pointer points to, for values in words.
    fn name(&self, target: Target) -> String {
        words::target(target, |number| self.variable(number))
    }

    /// A variable by its number, as the step holds it, or as the step before held it.
    fn variable(&self, number: u32) -> Option<&Variable> {
        variable(self.new, number).or_else(|| variable(self.old, number))
    }

    fn declared(&self, number: u32, name: &str) -> Event {
        let Some(variable) = self.variable(number) else {
            let told = format!("`{name}` gets its place");
            return words::event(EventKind::Declared, told, &[number], &[]);
        };
        let mut blocks = Vec::new();
        owners::pointers(&variable.value, &mut |_, label| blocks.push(label));
        let value = words::predicate(&variable.value, &|target| self.name(target));
        let told = format!("`{name}` {value}");
        words::event(EventKind::Declared, told, &[number], &blocks)
    }

    fn freed(&self, block: u32) -> Event {
        let size = self.facts.blocks.get(&block).map_or(0, |block| block.size);
        let told = format!("block #{block}, {}, is freed", words::bytes(size));
        match self.replaced(block) {
            Some(variable) => {
                let told = format!("{told} with the old value of `{}`", variable.name);
                words::event(EventKind::Freed, told, &[variable.number], &[block])
            }
            None => words::event(EventKind::Freed, told, &[], &[block]),
        }
    }

    /// The variable that owned a block until it got another value.
    fn replaced(&self, block: u32) -> Option<&Variable> {
        let [Owner::Variable(number)] = self.facts.blocks.get(&block)?.owners[..] else {
            return None;
        };
        let variable = variable(self.new, number)?;
        let has_value = !matches!(
            variable.state,
            Some(State::Moved | State::MaybeMoved | State::PartlyMoved)
        );
        (has_value && !owners::points_to(&variable.value, block)).then_some(variable)
    }

    /// Blocks that have more or fewer owners than at the step before.
    fn counted(&self) -> Vec<Event> {
        let told = self.counts.iter().map(|(block, count)| {
            let owners = match count.as_str() {
                "0" => "no owner any more: its value is dropped".to_owned(),
                "1" => "1 owner".to_owned(),
                count => format!("{count} owners"),
            };
            let told = format!("block #{block} has {owners}");
            words::event(EventKind::Changed, told, &[], &[*block])
        });
        told.collect()
    }

    /// Variables that end one after the other, the first of them and those in `rest`, and the blocks
    /// that die with them. Those of one pattern all end before the first value is dropped. Returns
    /// what follows, and the variable whose value a destructor is called with next, if it is known.
    fn ended_together<'r>(
        &self,
        events: &mut Vec<Event>,
        first: (u32, &'r str),
        rest: &'r [memory::Event],
    ) -> (&'r [memory::Event], Option<&'r str>) {
        let others = rest.iter().map_while(|event| match event {
            memory::Event::Ended { binding, name } => Some((*binding, name.as_str())),
            _ => None,
        });
        let ended: Vec<(u32, &str)> = std::iter::once(first).chain(others).collect();
        let rest = &rest[ended.len() - 1..];
        let dead = leading_deaths(rest);
        let rest = &rest[dead.len()..];
        let is_destructor = matches!(
            rest.first(),
            Some(memory::Event::Entered { function }) if words::is_destructor(function)
        );
        let numbers: Vec<u32> = ended.iter().map(|(number, _)| *number).collect();
        let dies_with = |block: u32| self.facts.dies_with(&numbers, block);
        let destroyed = is_destructor.then(|| self.facts.only_one(&numbers));
        let unclaimed: Vec<u32> = dead
            .iter()
            .copied()
            .filter(|block| dies_with(*block).is_none())
            .collect();
        // Where something is dropped and it is not known of whom, nothing is said of any of them.
        let is_open = !unclaimed.is_empty() || destroyed == Some(None);
        let dying = ended
            .iter()
            .find(|(number, _)| destroyed == Some(Some(*number)))
            .map(|(_, name)| *name);
        for (number, name) in ended {
            let own: Vec<u32> = dead
                .iter()
                .copied()
                .filter(|block| dies_with(*block) == Some(number))
                .collect();
            let drops =
                !own.is_empty() || destroyed == Some(Some(number)) || self.facts.drops(number);
            if is_open && !drops && self.facts.may_drop(number) {
                let told = format!("`{name}` goes out of scope");
                events.push(words::event(EventKind::Ended, told, &[number], &[]));
            } else {
                self.ended(events, number, name, &own, drops);
            }
        }
        events.extend(unclaimed.into_iter().map(|block| self.freed(block)));
        (rest, dying)
    }

    /// The end of a scope; neighbours of which nothing is dropped are told together.
    fn ended(&self, events: &mut Vec<Event>, number: u32, name: &str, dead: &[u32], drops: bool) {
        let state = self.variable(number).and_then(|variable| variable.state);
        let is_gone = matches!(state, Some(State::Moved | State::Unset));
        let known = self.facts.known.get(&number);
        let is_moved_here = !drops && known.is_some_and(Known::shows);
        if is_moved_here {
            let told = format!(
                "`{name}` goes out of scope: its value was moved on the way here, so nothing is \
                 dropped"
            );
            events.push(words::event(EventKind::Ended, told, &[number], &[]));
            return;
        }
        if !drops && !is_gone {
            const NOTHING: &str = ": nothing is freed";
            if let Some(last) = events.last_mut()
                && last.kind == EventKind::Ended
                && let Some(names) = last.words.strip_suffix(NOTHING)
            {
                let names = names
                    .trim_end_matches(" goes out of scope")
                    .trim_end_matches(" go out of scope");
                last.words = format!("{names}, `{name}` go out of scope{NOTHING}");
                last.variables.push(number);
                return;
            }
            let told = format!("`{name}` goes out of scope{NOTHING}");
            events.push(words::event(EventKind::Ended, told, &[number], &[]));
            return;
        }
        let blocks: Vec<String> = dead
            .iter()
            .map(|label| {
                let size = self.facts.blocks.get(label).map_or(0, |block| block.size);
                format!("block #{label}, {}, is freed", words::bytes(size))
            })
            .collect();
        let what = match (blocks.is_empty(), drops) {
            (true, true) => "its value is dropped".to_owned(),
            (true, false) => "its value was moved, so nothing is dropped".to_owned(),
            (false, _) => blocks.join(", "),
        };
        let told = format!("`{name}` goes out of scope: {what}");
        events.push(words::event(EventKind::Ended, told, &[number], dead));
    }

    /// Values that have a new owner since the step before.
    fn moved(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for change in &self.changes {
            let Some(now) = change.now else { continue };
            let before = change.before.map(|at| at.state);
            let name = &change.variable.name;
            let told = match (before, now.state) {
                (Some(State::Moved), _) => continue,
                (Some(before), State::Moved | State::PartlyMoved) if before != now.state => {
                    let what = match now.state {
                        State::PartlyMoved => "a part",
                        _ => "the value",
                    };
                    let moves = now.reason.moves.iter();
                    let new: Vec<_> = moves.filter(|it| it.start >= change.since).collect();
                    let into = match new.as_slice() {
                        [place] => passing::receiver(self.source, &(place.start..place.end)),
                        _ => None,
                    };
                    match into {
                        Some(receiver) if receiver.variable.as_ref() == Some(name) => {
                            format!("{what} of `{name}` moves into the new `{name}`")
                        }
                        Some(receiver) => {
                            format!("{what} of `{name}` moves into {}", receiver.words)
                        }
                        None => format!("{what} of `{name}` is moved"),
                    }
                }
                // Whether this run came the way that moves it the compiler does not say.
                (Some(State::Free | State::Shared), State::MaybeMoved) => format!(
                    "`{name}` counts as moved from here on, since it is on some way to this line"
                ),
                _ => continue,
            };
            let mut blocks = Vec::new();
            owners::pointers(&change.variable.value, &mut |_, label| blocks.push(label));
            let number = change.variable.number;
            events.push(words::event(EventKind::Moved, told, &[number], &blocks));
        }
        events
    }

    /// Loans that began or ended since the step before.
    fn loans(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for change in &self.changes {
            let (name, number) = (&change.variable.name, change.variable.number);
            let now = change.now.filter(|at| is_lent(at.state));
            let before = change.before.filter(|at| is_lent(at.state));
            let part = |at: &StateAt| {
                let loan = at.reason.loan.as_ref()?;
                passing::part(self.source, loan, name)
            };
            let told = match (before, now) {
                (before, Some(now)) if before.is_none_or(|it| it.state != now.state) => {
                    let (how, may) = match now.state {
                        State::Exclusive => ("&mut", "may not be used"),
                        _ => ("&", "may be read only"),
                    };
                    let until = change.until.map(|line| format!(" until line {line}"));
                    let until = until.unwrap_or_default();
                    let told = match part(now) {
                        Some(part) => format!(
                            "`{part}` is lent by `{how}`: it and `{name}` as a whole {may}{until}"
                        ),
                        None => format!("`{name}` is lent by `{how}`: it {may}{until}"),
                    };
                    (EventKind::Lent, told)
                }
                (Some(before), None) if change.now.is_some_and(|at| at.state == State::Free) => {
                    let part = part(before);
                    let what = part.as_ref().unwrap_or(name);
                    (EventKind::LoanEnded, format!("the loan of `{what}` ends"))
                }
                _ => continue,
            };
            events.push(words::event(told.0, told.1, &[number], &[]));
        }
        events
    }

    /// Variables that hold another value than at the step before.
    fn changed(&self, recorded: &[memory::Event]) -> Vec<Event> {
        let mut events = Vec::new();
        for variable in self.new.iter().flat_map(|frame| &frame.variables) {
            let is_new = recorded.iter().any(|event| {
                matches!(event, memory::Event::Declared { binding, .. } if *binding == variable.number)
            });
            let old = model::variable(self.old, variable.number);
            let is_gone = matches!(variable.state, Some(State::Moved | State::MaybeMoved));
            let is_same = |old: &&Variable| is_new || is_gone || old.value == variable.value;
            let Some(old) = old.filter(|old| !is_same(old)) else {
                continue;
            };
            let name = &variable.name;
            let value = words::predicate(&variable.value, &|target| self.name(target));
            let before = words::predicate(&old.value, &|target| self.name(target));
            // The same words, where a name stands for another thing by now, say nothing.
            if value == before {
                continue;
            }
            let told = match value.strip_prefix("is ") {
                _ if is_dead(variable) => format!(
                    "`{name}` leads to freed memory from here on, and may not be used any more"
                ),
                Some(value) => format!("`{name}` is now {value}"),
                None => format!("`{name}` now {value}"),
            };
            events.push(words::event(
                EventKind::Changed,
                told,
                &[variable.number],
                &[],
            ));
        }
        events
    }
}

/// Whether a variable is a reference to memory that is freed, which the compiler does not let be
/// used any more.
fn is_dead(variable: &Variable) -> bool {
    let leads_nowhere = matches!(
        &variable.value,
        Value::Pointer(Pointer {
            kind: Kind::Shared | Kind::Exclusive,
            to: Target::Released(_),
            ..
        })
    );
    leads_nowhere && variable.state == Some(State::Expired)
}

/// The blocks whose deaths come first.
fn leading_deaths(events: &[memory::Event]) -> Vec<u32> {
    let deaths = events.iter().map_while(|event| match event {
        memory::Event::Released { block } => Some(*block),
        _ => None,
    });
    deaths.collect()
}
