//! From a recorded run to steps: what was in memory, with what the compiler says may be done with it.

use super::again::{self, Again};
use super::ends::{self, Drops, Facts, Known};
use super::events;
use super::here::{Here, here};
use super::model::{self, Block, Event, Frame, Owner, Run, Step, Variable};
use super::syntax::Syntax;
use super::{lanes, owners, passing};
use crate::memory::{self, Binding, Memory, Target};
use crate::permissions::{BodyPermissions, Permissions, Place, State, StateAt};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The steps of a run, and what was dropped in it; `end` says how it ended itself.
pub(super) fn run(
    source: &Source,
    syntax: &Syntax,
    permissions: &Permissions,
    memory: &Memory,
    end: String,
) -> (Run, Drops) {
    let again = again::all(source);
    let mut telling = Telling {
        source,
        again: &again,
        syntax,
        permissions,
        memory,
        threads: BTreeMap::new(),
        blocks: BTreeMap::new(),
        told: lanes::told(permissions),
        known: BTreeMap::new(),
        kept: BTreeSet::new(),
        destroyed: BTreeMap::new(),
        rooted: BTreeMap::new(),
        unnamed: BTreeMap::new(),
    };
    let steps = (0..memory.steps.len()).map(|number| telling.step(number));
    let steps = steps.collect();
    let after = telling.after();
    let run = Run {
        steps,
        after,
        end,
        leaked: memory.leaked.clone(),
        output: memory.output.clone(),
    };
    let facts = telling.facts();
    let told = &telling.told;
    let drops = ends::drops(permissions, told, syntax, memory, facts);
    (run, drops)
}

/// What is known while the steps are told in their order.
struct Telling<'a> {
    source: &'a Source,
    /// Where a statement moves what it gives another value.
    again: &'a [Again],
    syntax: &'a Syntax,
    permissions: &'a Permissions,
    memory: &'a Memory,
    threads: BTreeMap<u32, Thread<'a>>,
    /// Every block that was seen, as it was last seen.
    blocks: BTreeMap<u32, Block>,
    /// The bodies that have a function in the story, in its order.
    told: Vec<&'a BodyPermissions>,
    /// Every variable that was found in the text.
    known: BTreeMap<u32, Known>,
    /// Every variable that kept its value to the end of its scope.
    kept: BTreeSet<u32>,
    /// The variables that owned what destructors were called with, by the number of their first step.
    destroyed: BTreeMap<usize, u32>,
    /// The last variable that each block had as an owner, itself or through other blocks.
    rooted: BTreeMap<u32, u32>,
    /// Blocks of values that have no name now: their thread, and the number of its functions that
    /// have to be entered for that.
    unnamed: BTreeMap<u32, (u32, usize)>,
}

/// A thread, as its last step left it.
#[derive(Default)]
struct Thread<'a> {
    /// The functions entered, outermost first.
    levels: Vec<Level<'a>>,
    frames: Vec<Frame>,
}

/// A function that is entered and not left.
#[derive(Default)]
struct Level<'a> {
    /// Where it stands; a caller stands before the statement under way.
    at: Option<Here<'a>>,
    /// What the statement under way has moved out of its variables, by their numbers: the compiler's
    /// answer for the time when it is over.
    gone: BTreeMap<u32, &'a StateAt>,
    /// What was moved before its name was hidden, by its number: the compiler's last answer.
    hidden: BTreeMap<u32, &'a StateAt>,
}

/// What the compiler says of a variable before and after a statement, or before and in a call.
pub(super) struct Change<'a> {
    pub variable: Variable,
    pub before: Option<&'a StateAt>,
    pub now: Option<&'a StateAt>,
    /// The byte behind the statement before: what is moved or lent later is new.
    pub since: usize,
    /// Where a loan of it began: the line on which this run came to its end.
    pub until: Option<usize>,
}

impl<'a> Telling<'a> {
    fn step(&mut self, number: usize) -> Step {
        let recorded = &self.memory.steps[number];
        let mut thread = self.threads.remove(&recorded.thread).unwrap_or_default();
        self.keep(&recorded.events, &thread);
        let (frames, changes) = self.frames(number, &mut thread.levels);
        self.lose_names(recorded, &thread.frames);
        let (heap, counts) = self.heap(recorded, &frames);
        let owner = match ends::destroyed(recorded) {
            Some(Target::Variable(number, _)) => Some(number),
            Some(Target::Block(label, _)) => owners::root(&self.blocks, label),
            _ => None,
        };
        self.destroyed.extend(owner.map(|owner| (number, owner)));
        let teller = events::Teller {
            source: self.source,
            old: &thread.frames,
            new: &frames,
            facts: self.facts(),
            counts,
            changes,
        };
        let events = teller.tell(&recorded.events);
        thread.frames = frames.clone();
        self.threads.insert(recorded.thread, thread);
        Step {
            line: recorded.line as usize,
            thread: recorded.thread,
            events,
            frames,
            heap,
            output: recorded.output,
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            known: &self.known,
            blocks: &self.blocks,
            kept: &self.kept,
            destroyed: &self.destroyed,
            rooted: &self.rooted,
        }
    }

    /// Takes note of variables that end with their values, by where their function stood before.
    fn keep(&mut self, events: &[memory::Event], thread: &Thread) {
        for event in events {
            let memory::Event::Ended { binding, .. } = event else {
                continue;
            };
            let Some(known) = self.known.get(binding) else {
                continue;
            };
            let mut levels = thread.frames.iter().zip(&thread.levels);
            let level = levels.find(|(frame, _)| {
                let mut variables = frame.variables.iter();
                variables.any(|variable| variable.number == *binding)
            });
            let at = level.and_then(|(_, level)| Some(level.at?.byte()));
            let (function, lane) = known.lane;
            let variable = self.told.get(function).map(|it| &it.variables[lane]);
            if known.is_whole()
                && let (Some(at), Some(variable)) = (at, variable)
                && self
                    .syntax
                    .keeps(&variable.name, variable.start, variable.last_line, at)
            {
                self.kept.insert(*binding);
            }
        }
    }

    /// The frames of a step, and how the states of variables changed; `levels` are those of the
    /// thread's step before, and become those of this one.
    fn frames(
        &mut self,
        number: usize,
        levels: &mut Vec<Level<'a>>,
    ) -> (Vec<Frame>, Vec<Change<'a>>) {
        let recorded = &self.memory.steps[number];
        let depth = recorded.frames.len();
        let is_opening = is_opening(recorded);
        levels.truncate(depth - usize::from(is_opening && depth > 0));
        levels.resize_with(depth, Level::default);
        let mut changes = Vec::new();
        let mut frames = Vec::new();
        for (index, frame) in recorded.frames.iter().enumerate() {
            let level = &mut levels[index];
            let since = level.at.map_or(0, |at| at.byte());
            let now_at = match index + 1 == depth {
                true => here(self.permissions, recorded.byte),
                false => level.at,
            };
            let callee = recorded.frames.get(index + 1);
            let mut variables = Vec::new();
            for binding in &frame.bindings {
                // Once found, it stays: while a scope ends, newer ones of its name go before it.
                let found = self.known.get(&binding.number).map(|known| known.lane);
                let told = &self.told;
                let variable = |here: Here<'a>| match found {
                    Some((function, variable))
                        if told
                            .get(function)
                            .is_some_and(|it| std::ptr::eq(*it, here.body)) =>
                    {
                        Some(variable)
                    }
                    _ => here.variable(&frame.bindings, binding),
                };
                let at = |here: Option<Here<'a>>| {
                    let here = here?;
                    here.state(variable(here)?)
                };
                let gone = level.gone.get(&binding.number).copied();
                let hidden = level.hidden.get(&binding.number).copied();
                let before = gone.or(hidden).or_else(|| at(level.at));
                let now = match callee {
                    None => match at(now_at) {
                        Some(now) if now.state == State::Hidden => {
                            let moved = before.filter(|it| it.state == State::Moved);
                            let moved = moved.or_else(|| {
                                self.again(binding, before, since, |it| {
                                    !it.is_receiver && it.statement.end == recorded.byte
                                })
                            });
                            if let Some(moved) = moved {
                                level.hidden.insert(binding.number, moved);
                            }
                            moved.or(Some(now))
                        }
                        now => {
                            level.hidden.remove(&binding.number);
                            now
                        }
                    },
                    Some(callee) => {
                        let is_called = is_opening && index + 2 == depth && gone.is_none();
                        let moved = is_called
                            .then(|| {
                                self.moved_into_call(number, index, &at, &callee.function)
                                    .or_else(|| self.moved_again(binding, before, since, callee))
                            })
                            .flatten();
                        if let Some(moved) = moved {
                            level.gone.insert(binding.number, moved);
                        }
                        moved.or(before)
                    }
                };
                let lane = now_at.and_then(|here| {
                    let function = told
                        .iter()
                        .position(|body| std::ptr::eq(*body, here.body))?;
                    Some((function, variable(here)?))
                });
                if let Some(lane) = lane {
                    let state = now.map(|at| at.state);
                    let needs_drop = binding.needs_drop;
                    let has_destructor = self.syntax.has_destructor(&binding.r#type);
                    self.known.insert(
                        binding.number,
                        Known {
                            lane,
                            needs_drop,
                            has_destructor,
                            is_told: owners::is_told(&binding.value),
                            state,
                        },
                    );
                }
                let variable = Variable {
                    number: binding.number,
                    name: binding.name.clone(),
                    type_name: binding.r#type.clone(),
                    size: binding.size,
                    value: binding.value.clone(),
                    state: now.map(|at| at.state),
                    in_part: now.is_some_and(|at| {
                        let loan = at.reason.loan.as_ref();
                        let loan = loan.filter(|_| is_lent(at.state));
                        loan.is_some_and(|loan| {
                            passing::part(self.source, loan, &binding.name).is_some()
                        })
                    }),
                };
                let begins = |at: &&StateAt| {
                    is_lent(at.state) && before.is_none_or(|before| before.state != at.state)
                };
                let until = now.filter(begins).and_then(|now| {
                    let (_, variable) = lane?;
                    self.lent_until(number, index, binding.number, (now_at?, variable), now)
                });
                changes.push(Change {
                    variable: variable.clone(),
                    before,
                    now,
                    since,
                    until,
                });
                variables.push(variable);
            }
            if callee.is_none() {
                level.gone.clear();
                level.at = now_at;
            }
            frames.push(Frame {
                function: frame.function.clone(),
                line: frame.line as usize,
                variables,
            });
        }
        (frames, changes)
    }

    /// The compiler's answer about a caller's variable that moves into the call of `callee`. It is
    /// asked between statements only: once the call is over it says that the variable is moved, and
    /// the syntax says that it went into this call. `state` is what it says at a place.
    fn moved_into_call(
        &self,
        number: usize,
        level: usize,
        state: &dyn Fn(Option<Here<'a>>) -> Option<&'a StateAt>,
        callee: &str,
    ) -> Option<&'a StateAt> {
        let recorded = &self.memory.steps[number];
        let mut later = self.memory.steps[number + 1..].iter();
        let back = later
            .find(|step| step.thread == recorded.thread && step.frames.len() <= level + 1)
            .filter(|step| step.frames.len() == level + 1)?;
        let after = state(here(self.permissions, back.byte))?;
        let callee = callee.rsplit("::").next();
        let into_call = |place: &Place| {
            let receiver = passing::receiver(self.source, &(place.start..place.end));
            let called = receiver.and_then(|it| it.called);
            called.is_some_and(|path| path.rsplit("::").next() == callee)
        };
        let is_moved = after.state == State::Moved && after.reason.moves.iter().any(into_call);
        is_moved.then_some(after)
    }

    /// The same of a variable that the statement of this call gives another value.
    fn moved_again(
        &self,
        binding: &Binding,
        before: Option<&StateAt>,
        since: usize,
        callee: &memory::Frame,
    ) -> Option<&'a StateAt> {
        let function = callee.function.rsplit("::").next();
        let mut parameters = callee.bindings.iter();
        let takes_it = parameters.any(|it| it.name == "self" && it.r#type == binding.r#type);
        self.again(binding, before, since, |it| {
            it.called.as_deref() == function && (!it.is_receiver || takes_it)
        })
    }

    /// The move of a variable by the statement under way, the first behind byte `since`, which gives
    /// it another value.
    fn again(
        &self,
        binding: &Binding,
        before: Option<&StateAt>,
        since: usize,
        is_it: impl Fn(&Again) -> bool,
    ) -> Option<&'a StateAt> {
        // What is dropped is never copied.
        if !binding.needs_drop || before?.state != State::Free {
            return None;
        }
        let text = self.source.text();
        let mut all = self.again.iter();
        let again = all.find(|it| {
            let between = text.get(since..it.statement.start);
            let is_next = |between: &str| {
                let mut lines = between.lines().map(str::trim);
                lines.all(|line| line.is_empty() || line.starts_with("//"))
            };
            it.name == binding.name && between.is_some_and(is_next) && is_it(it)
        });
        again.map(|it| &it.moved)
    }

    /// The line on which the run came to the end of a loan that began before a step: the first after
    /// which the variable of this number, in the function at `level`, is not lent so any more, or
    /// that of the last use, where it is in the function's own value. `None` where the run does not
    /// show it.
    fn lent_until(
        &self,
        number: usize,
        level: usize,
        binding: u32,
        (here_at, variable): (Here<'a>, usize),
        begun: &StateAt,
    ) -> Option<usize> {
        let thread = self.memory.steps[number].thread;
        let mut last = begun;
        let later = self.memory.steps[number + 1..].iter();
        for step in later.filter(|step| step.thread == thread) {
            let panics = |event: &memory::Event| matches!(event, memory::Event::Panicked { .. });
            if step.events.iter().any(panics) {
                return None;
            }
            let frame = step.frames.get(level);
            let is_over = !frame.is_some_and(|frame| {
                let mut bindings = frame.bindings.iter();
                bindings.any(|one| one.number == binding)
            });
            if is_over {
                return last_use(last);
            }
            if step.frames.len() > level + 1 {
                continue;
            }
            let here = here(self.permissions, step.byte)?;
            if !std::ptr::eq(here.body, here_at.body) {
                return None;
            }
            let at = here.state(variable)?;
            match at.state {
                state if state == begun.state => last = at,
                State::Hidden | State::InClosure | State::Untold | State::Unreachable => {
                    return None;
                }
                _ => return Some(step.line as usize),
            }
        }
        let is_left = self.memory.ending == memory::Ending::Finished
            && !self
                .memory
                .after
                .iter()
                .any(|event| matches!(event, memory::Event::Panicked { .. }));
        is_left.then(|| last_use(last)).flatten()
    }

    /// The blocks at a step, the live ones and those freed since the step before; and the counts of
    /// owners that are not what they were.
    fn heap(
        &mut self,
        recorded: &memory::Step,
        frames: &[Frame],
    ) -> (Vec<Block>, Vec<(u32, String)>) {
        self.born(&recorded.events);
        let mut owners = owners::owners(frames, &recorded.heap);
        let (mut heap, mut counts) = (Vec::new(), Vec::new());
        for block in &recorded.heap {
            let held = self.blocks.get(&block.label);
            let own = owners.remove(&block.label).unwrap_or_default();
            // Variables of other threads are not read at this step, so what they own stays theirs.
            let others = held
                .into_iter()
                .flat_map(|held| held.owners.iter().copied());
            let others = others.filter(|owner| self.is_of_another_thread(*owner, recorded.thread));
            let mut all: Vec<Owner> = own.into_iter().chain(others).collect();
            if all.is_empty() && self.unnamed.contains_key(&block.label) {
                all.push(Owner::Unnamed);
            }
            all.sort();
            all.dedup();
            let block = Block {
                label: block.label,
                size: block.size,
                contents: block.contents.clone(),
                owners: all,
                freed: false,
            };
            let count = block.contents.as_ref().and_then(owners::count);
            let before = held.and_then(|held| held.contents.as_ref());
            if let (Some(count), Some(before)) = (count, before.and_then(owners::count))
                && count != before
            {
                counts.push((block.label, count.to_owned()));
            }
            self.blocks.insert(block.label, block.clone());
            heap.push(block);
        }
        for event in &recorded.events {
            if let memory::Event::Released { block } = event
                && let Some(block) = self.blocks.get(block)
                && !heap.iter().any(|known| known.label == block.label)
            {
                heap.push(Block {
                    owners: Vec::new(),
                    freed: true,
                    ..block.clone()
                });
            }
        }
        for block in &heap {
            if let Some(root) = owners::root(&self.blocks, block.label) {
                self.rooted.insert(block.label, root);
            }
        }
        heap.sort_by_key(|block| block.label);
        (heap, counts)
    }

    /// Takes note of the blocks whose owner has lost its name since the step before: its scope has
    /// ended, and its value was returned, or is being dropped. `old` are the thread's frames then.
    fn lose_names(&mut self, recorded: &memory::Step, old: &[Frame]) {
        let (mut depth, mut lowest) = (old.len(), old.len());
        let mut lost: Vec<(u32, usize)> = Vec::new();
        for event in &recorded.events {
            match event {
                memory::Event::Entered { .. } => depth += 1,
                memory::Event::Left { .. } => {
                    depth = depth.saturating_sub(1);
                    lowest = lowest.min(depth);
                }
                memory::Event::Ended { binding, .. } => {
                    let has = |frame: &Frame| {
                        let mut variables = frame.variables.iter();
                        variables.any(|variable| variable.number == *binding)
                    };
                    let is_whole = self.known.get(binding).is_some_and(Known::is_whole);
                    if let Some(level) = old.iter().position(has).filter(|_| is_whole) {
                        lost.push((*binding, level));
                    }
                }
                _ => {}
            }
        }
        let now = recorded.frames.len();
        for (label, root) in &self.rooted {
            if let Some((_, level)) = lost.iter().find(|(number, _)| number == root) {
                // Above the function that is left stands its caller, whose statement is under way.
                let least = (level + 1).min(lowest);
                self.unnamed.insert(*label, (recorded.thread, least));
            }
        }
        self.unnamed.retain(|_, (thread, least)| {
            *least = (*least).min(match *thread == recorded.thread {
                true => lowest,
                false => usize::MAX,
            });
            *thread != recorded.thread || now > *least
        });
    }

    /// Takes note of new blocks; some are freed before the next step.
    fn born(&mut self, events: &[memory::Event]) {
        for event in events {
            if let memory::Event::Born { block, size, .. } = event {
                self.blocks.entry(*block).or_insert(Block {
                    label: *block,
                    size: *size,
                    contents: None,
                    owners: Vec::new(),
                    freed: false,
                });
            }
        }
    }

    fn is_of_another_thread(&self, owner: Owner, thread: u32) -> bool {
        let Owner::Variable(number) = owner else {
            return false;
        };
        let mut others = self.threads.iter().filter(|(other, _)| **other != thread);
        others.any(|(_, other)| model::variable(&other.frames, number).is_some())
    }

    /// What happened after the last step, told from where the last thread stood.
    fn after(&mut self) -> Vec<Event> {
        let last = self.memory.steps.last().map_or(1, |step| step.thread);
        let thread = self.threads.remove(&last).unwrap_or_default();
        self.born(&self.memory.after);
        self.keep(&self.memory.after, &thread);
        let teller = events::Teller {
            source: self.source,
            old: &thread.frames,
            new: &[],
            facts: self.facts(),
            counts: Vec::new(),
            changes: Vec::new(),
        };
        teller.tell(&self.memory.after)
    }
}

/// Whether something of a variable is lent.
pub(super) fn is_lent(state: State) -> bool {
    matches!(state, State::Shared | State::Exclusive)
}

/// The line of the use for which a loan is still needed, if it lies behind the one that lends: a
/// loop may need it again further up.
fn last_use(at: &StateAt) -> Option<usize> {
    let loan = at.reason.loan.as_ref()?;
    let later = at.reason.later_use.as_ref()?;
    (later.line > loan.line).then_some(later.line)
}

/// Whether the step is the first of a function that was entered.
fn is_opening(step: &memory::Step) -> bool {
    let last = step.events.iter().rev().find_map(|event| match event {
        memory::Event::Entered { .. } => Some(true),
        memory::Event::Left { .. } => Some(false),
        _ => None,
    });
    last == Some(true)
}
