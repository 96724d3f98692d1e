//! How variables ended in a run: what was dropped where their scopes ended, and what was freed.

use super::model::{Block, End};
use super::{owners, words};
use crate::memory::{Event, Memory};
use crate::permissions::State;
use std::collections::BTreeMap;

/// What is known of a variable in memory when its scope ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Its function and its lane.
    pub lane: (usize, usize),
    /// Whether dropping a value of its type does anything.
    pub needs_drop: bool,
    /// What the compiler last said of it.
    pub state: Option<State>,
}

impl Known {
    /// Whether its end can drop something, as far as the compiler told: it is not asked behind a
    /// last expression, which may still move the value out.
    fn may_drop(&self) -> bool {
        self.needs_drop && !matches!(self.state, Some(State::Moved | State::Unset))
    }
}

/// What is known of a run's variables and blocks, each by its number or label.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub known: &'a BTreeMap<u32, Known>,
    /// Each block as it was last seen.
    pub blocks: &'a BTreeMap<u32, Block>,
}

impl Facts<'_> {
    /// Of variables that ended together, the one that a block died with: its last owner, or the only
    /// one that can have owned it where no owner was seen.
    pub fn dies_with(&self, ended: &[u32], block: u32) -> Option<u32> {
        match owners::root(self.blocks, block) {
            Some(owner) => ended.contains(&owner).then_some(owner),
            None => self.only_one(ended),
        }
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
}

/// The ends of lanes. What no event of the run shows is not told: of a value that can be dropped and
/// leaves no trace, it may have been moved out by the last expression.
pub(super) fn ends(memory: &Memory, facts: Facts) -> BTreeMap<(usize, usize), End> {
    let mut ending = Ending {
        facts,
        ends: BTreeMap::new(),
        threads: BTreeMap::new(),
    };
    let mut last = 1;
    for step in &memory.steps {
        last = step.thread;
        for event in &step.events {
            ending.event(last, event);
        }
        ending.step(last);
    }
    for event in &memory.after {
        ending.event(last, event);
    }
    let told = ending.ends.into_iter();
    told.filter_map(|(lane, end)| Some((lane, end?))).collect()
}

struct Ending<'a> {
    facts: Facts<'a>,
    /// `None` for a lane that ended in a way that no event shows.
    ends: BTreeMap<(usize, usize), Option<End>>,
    /// What is ending in each function that a thread has entered, the innermost last.
    threads: BTreeMap<u32, Vec<Group>>,
}

/// Variables of one function that ended one after the other.
#[derive(Default)]
struct Group {
    ended: Vec<u32>,
    /// Those among them that end for the first time; of the others, in a loop or a second call, the
    /// first end stays.
    first: Vec<u32>,
    /// Whether something was dropped since, so that the next end begins another group.
    is_over: bool,
}

impl Ending<'_> {
    fn event(&mut self, thread: u32, event: &Event) {
        let groups = self.threads.entry(thread).or_default();
        if groups.is_empty() {
            groups.push(Group::default());
        }
        let Some(group) = groups.last_mut() else {
            return;
        };
        let dropped = match event {
            Event::Ended { binding, .. } => {
                if group.is_over {
                    *group = Group::default();
                }
                group.ended.push(*binding);
                if let Some(known) = self.facts.known.get(binding)
                    && !self.ends.contains_key(&known.lane)
                {
                    group.first.push(*binding);
                    let nothing = End {
                        drops: false,
                        frees: Vec::new(),
                    };
                    let end = (!known.may_drop()).then_some(nothing);
                    self.ends.insert(known.lane, end);
                }
                return;
            }
            Event::Released { block } => {
                group.is_over = true;
                let died_with = self.facts.dies_with(&group.ended, *block);
                died_with.map(|number| (number, Some(*block)))
            }
            Event::Entered { function } => {
                group.is_over = true;
                let only_one = self.facts.only_one(&group.ended);
                only_one
                    .filter(|_| words::is_destructor(function))
                    .map(|it| (it, None))
            }
            Event::Left { .. } => {
                groups.pop();
                return;
            }
            _ => return,
        };
        let dropped = dropped.filter(|(number, _)| group.first.contains(number));
        if let Event::Entered { .. } = event {
            groups.push(Group::default());
        }
        if let Some((number, block)) = dropped {
            self.drops(number, block);
        }
    }

    /// The variable's value was dropped at its end, and with it a block was freed.
    fn drops(&mut self, number: u32, block: Option<u32>) {
        let Some(known) = self.facts.known.get(&number) else {
            return;
        };
        let end = self.ends.entry(known.lane).or_default();
        let end = end.get_or_insert(End {
            drops: true,
            frees: Vec::new(),
        });
        end.drops = true;
        end.frees.extend(block);
    }

    /// A step of the innermost function: what was ending there is over.
    fn step(&mut self, thread: u32) {
        let groups = self.threads.entry(thread).or_default();
        if let Some(group) = groups.last_mut() {
            *group = Group::default();
        }
    }
}
