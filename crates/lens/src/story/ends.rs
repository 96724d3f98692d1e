//! What a run dropped: where scopes ended, and on lines within them; and what was freed with it.

use super::here::{Here, here};
use super::model::{Block, Dropped, End, Function, Link, Whose};
use super::syntax::Syntax;
use super::{owners, words};
use crate::memory::{Event, Memory, Step, Target, Value};
use crate::permissions::{BodyPermissions, Permissions, State};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a variable in memory when its scope ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Its function and its lane.
    pub lane: (usize, usize),
    /// Whether dropping a value of its type does anything.
    pub needs_drop: bool,
    /// Whether the program says itself what happens then.
    pub has_destructor: bool,
    /// Whether all that it holds was told when it was last seen.
    pub is_told: bool,
    /// What the compiler last said of it.
    pub state: Option<State>,
}

impl Known {
    /// Whether its end can drop something, as far as the compiler told: it is not asked behind a
    /// last expression, which may still move the value out.
    fn may_drop(&self) -> bool {
        self.needs_drop && !matches!(self.state, Some(State::Moved | State::Unset))
    }

    /// Whether the value was all there.
    pub fn is_whole(&self) -> bool {
        matches!(
            self.state,
            Some(State::Free | State::Shared | State::Exclusive)
        )
    }

    /// Whether a value that may be moved away shows that it is not: a destructor runs.
    pub fn shows(&self) -> bool {
        self.state == Some(State::MaybeMoved) && self.has_destructor
    }
}

/// What is known of a run's variables and blocks, each by its number or label.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub known: &'a BTreeMap<u32, Known>,
    /// Each block as it was last seen.
    pub blocks: &'a BTreeMap<u32, Block>,
    /// Variables that kept their values to the end of their scopes, by the compiler and the text.
    pub kept: &'a BTreeSet<u32>,
    /// The last variable that each block had as an owner, itself or through other blocks.
    pub rooted: &'a BTreeMap<u32, u32>,
    /// The variables that owned what destructors were called with, by the number of their first step.
    pub destroyed: &'a BTreeMap<usize, u32>,
}

impl Facts<'_> {
    /// Of variables that ended together, the one that a block died with: its last owner, or the only
    /// one that can have owned it where no owner was seen.
    pub fn dies_with(&self, ended: &[u32], block: u32) -> Option<u32> {
        if let Some(owner) = owners::root(self.blocks, block) {
            return ended.contains(&owner).then_some(owner);
        }
        let before = self.rooted.get(&block);
        if let Some(owner) = before.filter(|owner| ended.contains(owner)) {
            return Some(*owner);
        }
        let only_one = self.only_one(ended)?;
        // A block of another owner's can only be in what is not told of this one.
        let known = self.known.get(&only_one);
        (before.is_none() || known.is_none_or(|it| !it.is_told)).then_some(only_one)
    }

    /// The only one of these that can drop something, where there is only one.
    pub fn only_one(&self, ended: &[u32]) -> Option<u32> {
        let mut all = ended.iter().filter(|number| self.may_drop(**number));
        let first = all.next()?;
        all.next().is_none().then_some(*first)
    }

    /// Whether the variable's end can drop something; of an unknown one that is not known.
    pub fn may_drop(&self, number: u32) -> bool {
        self.known.get(&number).is_none_or(Known::may_drop)
    }

    /// Whether the variable's end drops its value, whether or not that leaves a trace.
    pub fn drops(&self, number: u32) -> bool {
        self.kept.contains(&number) && self.known.get(&number).is_some_and(Known::may_drop)
    }
}

/// What a run dropped.
#[derive(Debug, Default)]
pub(super) struct Drops {
    /// How lanes ended, by function and lane. What no event of the run shows is not told: of a value
    /// that can be dropped and leaves no trace, it may have been moved out by the last expression.
    ends: BTreeMap<(usize, usize), End>,
    /// What lines dropped while scopes went on, by function, line and lane.
    within: BTreeMap<(usize, usize, Option<usize>), Dropped>,
    /// The lines of each function after which the run stood.
    reached: BTreeSet<(usize, usize)>,
    /// The lanes of which dropping a value does something.
    needing: BTreeSet<(usize, usize)>,
}

impl Drops {
    /// Writes it into the functions of the story.
    pub fn write(self, functions: &mut [Function], syntax: &Syntax) {
        for ((function, lane), end) in self.ends {
            let lanes = functions.get_mut(function).map(|it| &mut it.lanes);
            if let Some(lane) = lanes.and_then(|lanes| lanes.get_mut(lane)) {
                lane.end = Some(end);
            }
        }
        for ((function, _, lane), dropped) in self.within {
            let Some(function) = functions.get_mut(function) else {
                continue;
            };
            match lane.and_then(|lane| function.lanes.get_mut(lane)) {
                Some(lane) => lane.dropped.push(dropped),
                None => function.dropped.push(dropped),
            }
        }
        // What moves into a call of `drop` is dropped there, also where nothing shows it.
        for (number, function) in functions.iter_mut().enumerate() {
            for link in function.links.clone() {
                let Link::Move {
                    from, line, into, ..
                } = link
                else {
                    continue;
                };
                let line = function.takes_effect(line);
                if !syntax.is_drop(&into)
                    || !self.reached.contains(&(number, line))
                    || !self.needing.contains(&(number, from))
                {
                    continue;
                }
                // The call has it on the stack, without a name.
                let is_it = |it: &Dropped| it.line == line && it.of == Whose::Temporary;
                let temporary = function.dropped.iter().position(is_it);
                let frees = temporary.map(|place| function.dropped.remove(place).frees);
                let Some(lane) = function.lanes.get_mut(from) else {
                    continue;
                };
                match lane.dropped.iter_mut().find(|it| it.line == line) {
                    Some(known) => known.drops = true,
                    None => lane.dropped.push(Dropped {
                        line,
                        of: Whose::Moved,
                        drops: true,
                        frees: frees.unwrap_or_default(),
                    }),
                }
                lane.dropped.sort_by_key(|it| it.line);
            }
        }
    }
}

/// What a run dropped; `told` are the bodies that have a function in the story, in its order.
pub(super) fn drops(
    permissions: &Permissions,
    told: &[&BodyPermissions],
    syntax: &Syntax,
    memory: &Memory,
    facts: Facts,
) -> Drops {
    let mut dropping = Dropping {
        permissions,
        told,
        syntax,
        facts,
        ends: BTreeMap::new(),
        drops: Drops::default(),
        threads: BTreeMap::new(),
    };
    let mut last = 1;
    for (number, step) in memory.steps.iter().enumerate() {
        last = step.thread;
        dropping.events(last, &step.events);
        dropping.step(number, step);
    }
    dropping.events(last, &memory.after);
    let mut drops = dropping.drops;
    let needing = facts.known.values().filter(|it| it.needs_drop);
    drops.needing = needing.map(|it| it.lane).collect();
    for (lane, ends) in dropping.ends {
        if let Some(end) = together(ends) {
            drops.ends.insert(lane, end);
        }
    }
    drops
}

/// How a variable ended once.
#[derive(Debug)]
struct Once {
    number: u32,
    /// `None` where no event shows it.
    end: Option<End>,
}

/// All the ends of one lane as one.
fn together(ends: Vec<Once>) -> Option<End> {
    let drops = |once: &Once| once.end.as_ref().is_some_and(|end| end.drops);
    let always = ends.iter().all(drops);
    if let Some(place) = ends.iter().position(drops) {
        let first = ends.into_iter().nth(place)?.end?;
        let on_some_way = first.on_some_way || !always;
        return Some(End {
            on_some_way,
            ..first
        });
    }
    ends.into_iter().next()?.end
}

struct Dropping<'a> {
    permissions: &'a Permissions,
    told: &'a [&'a BodyPermissions],
    syntax: &'a Syntax,
    facts: Facts<'a>,
    /// How each lane ended, each time.
    ends: BTreeMap<(usize, usize), Vec<Once>>,
    drops: Drops,
    /// The functions that a thread has entered, the innermost last, above what no function does.
    threads: BTreeMap<u32, Vec<Level>>,
}

/// A function that is entered and not left.
#[derive(Debug, Default)]
struct Level {
    group: Group,
    /// What the statement under way has dropped.
    pending: Vec<Pending>,
}

/// Variables of one function that ended one after the other.
#[derive(Debug, Default)]
struct Group {
    ended: Vec<u32>,
    /// Whether something was dropped since, so that the next end begins another group.
    is_over: bool,
}

/// What a statement dropped.
#[derive(Debug)]
struct Pending {
    /// The variable that owned it, where it is known.
    owner: Option<u32>,
    of: Whose,
    drops: bool,
    frees: Vec<u32>,
}

impl Dropping<'_> {
    fn events(&mut self, thread: u32, events: &[Event]) {
        let mut rest = events;
        while let Some((event, after)) = rest.split_first() {
            rest = after;
            self.event(thread, event);
            // A block that is replaced dies without a drop.
            if let Event::Born {
                instead: Some(old), ..
            } = event
                && let Some((Event::Released { block }, after)) = rest.split_first()
                && block == old
            {
                rest = after;
            }
        }
    }

    fn event(&mut self, thread: u32, event: &Event) {
        let levels = self.threads.entry(thread).or_default();
        if levels.is_empty() {
            levels.push(Level::default());
        }
        let Some(Level { group, pending }) = levels.last_mut() else {
            return;
        };
        match event {
            Event::Ended { binding, .. } => {
                if group.is_over {
                    *group = Group::default();
                }
                group.ended.push(*binding);
                self.ended(*binding);
            }
            Event::Released { block } => {
                group.is_over = true;
                match self.facts.dies_with(&group.ended, *block) {
                    Some(number) => self.dropped_at_end(number, Some(*block)),
                    None => freed(pending, owners::root(self.facts.blocks, *block), *block),
                }
            }
            Event::Entered { function } => {
                let ended = std::mem::take(&mut group.ended);
                let is_destructor = words::is_destructor(function);
                if is_destructor && ended.is_empty() {
                    // Whose value it is, the next step tells.
                    pending.push(Pending {
                        owner: None,
                        of: Whose::Other,
                        drops: true,
                        frees: Vec::new(),
                    });
                }
                let only_one = self.facts.only_one(&ended).filter(|_| is_destructor);
                group.ended = ended;
                group.is_over = true;
                levels.push(Level::default());
                if let Some(number) = only_one {
                    self.dropped_at_end(number, None);
                }
            }
            Event::Left { .. } => {
                levels.pop();
            }
            _ => {}
        }
    }

    fn ended(&mut self, number: u32) {
        let Some(known) = self.facts.known.get(&number) else {
            return;
        };
        let drops = self.facts.drops(number);
        let is_told = drops || !known.may_drop() || known.shows();
        let end = is_told.then_some(End {
            drops,
            on_some_way: false,
            frees: Vec::new(),
        });
        let ends = self.ends.entry(known.lane).or_default();
        ends.push(Once { number, end });
    }

    /// The variable's value was dropped at its end, and with it a block was freed.
    fn dropped_at_end(&mut self, number: u32, block: Option<u32>) {
        let Some(known) = self.facts.known.get(&number) else {
            return;
        };
        let ends = self.ends.entry(known.lane).or_default();
        let Some(once) = ends.iter_mut().rev().find(|once| once.number == number) else {
            return;
        };
        let end = once.end.get_or_insert(End {
            drops: true,
            on_some_way: false,
            frees: Vec::new(),
        });
        end.drops = true;
        end.on_some_way = known.state == Some(State::MaybeMoved);
        end.frees.extend(block);
    }

    /// A step of the innermost function: what was ending there is over, and so is a statement.
    fn step(&mut self, number: usize, step: &Step) {
        let levels = self.threads.entry(step.thread).or_default();
        if let Some(level) = levels.last_mut() {
            level.group = Group::default();
        }
        if let Some((top, below)) = levels.split_last_mut()
            && top.pending.is_empty()
            && let Some(caller) = below.last_mut()
            && let Some(pending) = caller.pending.last_mut()
            && pending.of == Whose::Other
            && pending.owner.is_none()
        {
            pending.owner = self.facts.destroyed.get(&number).copied();
            if pending.owner.is_none() && destroyed(step) == Some(Target::Stack) {
                pending.of = Whose::Temporary;
            }
        }
        let Some(here) = here(self.permissions, step.byte) else {
            return;
        };
        let mut told = self.told.iter();
        let Some(function) = told.position(|body| std::ptr::eq(*body, here.body)) else {
            return;
        };
        let line = here.body.points[here.point].line;
        self.drops.reached.insert((function, line));
        let pending = levels.last_mut().map(|level| &mut level.pending);
        for pending in pending.map(std::mem::take).into_iter().flatten() {
            self.dropped_within(function, here, step.byte, line, pending);
        }
    }

    /// The statement before a step has dropped something.
    fn dropped_within(
        &mut self,
        function: usize,
        here: Here,
        byte: usize,
        line: usize,
        pending: Pending,
    ) {
        let owner = pending.owner.and_then(|owner| self.facts.known.get(&owner));
        let own = owner.filter(|known| known.lane.0 == function);
        // What belongs to a caller is reached through a variable of this function.
        let through = || {
            let assigned = self.syntax.assigned(byte).filter(|_| owner.is_some())?;
            let variables = here.body.variables.iter().enumerate();
            let mut named = variables.filter(|(number, one)| {
                let state = here.state(*number).map(|at| at.state);
                one.name == assigned && !matches!(state, None | Some(State::OutOfScope))
            });
            named.next_back().map(|(lane, _)| lane)
        };
        let lane = own.map(|known| known.lane.1).or_else(through);
        let state = own.and_then(|known| Some(here.state(known.lane.1)?.state));
        let of = match (lane, state) {
            (Some(_), Some(State::Moved | State::MaybeMoved)) => Whose::Moved,
            (Some(_), _) => Whose::Kept,
            (None, _) if owner.is_some() => Whose::Other,
            (None, _) => pending.of,
        };
        // Of an assignment it is known that the old value was dropped.
        let is_assigned = of == Whose::Kept && self.syntax.assigned(byte).is_some();
        let told = Dropped {
            line,
            of,
            drops: pending.drops || is_assigned,
            frees: pending.frees,
        };
        self.drops
            .within
            .entry((function, line, lane))
            .and_modify(|known| {
                known.drops |= told.drops;
            })
            .or_insert(told);
    }
}

/// A block died while scopes went on: with the value whose destructor ran just before, if it has no
/// other owner.
fn freed(pending: &mut Vec<Pending>, owner: Option<u32>, block: u32) {
    if let Some(last) = pending.last_mut()
        && (owner.is_none() || owner == last.owner || last.of == Whose::Temporary)
    {
        last.frees.push(block);
        return;
    }
    pending.push(Pending {
        owner,
        of: Whose::Other,
        drops: false,
        frees: vec![block],
    });
}

/// What a destructor is called with, at its first step.
pub(super) fn destroyed(step: &Step) -> Option<Target> {
    let frame = step.frames.last()?;
    let it = frame.bindings.iter().find(|one| one.name == "self")?;
    match &it.value {
        Value::Pointer(pointer) if words::is_destructor(&frame.function) => Some(pointer.to),
        _ => None,
    }
}
