//! How variables ended in a run: what was dropped where their scopes ended, and what was freed.

use super::model::End;
use crate::memory::{Event, Memory};
use crate::permissions::State;
use std::collections::BTreeMap;

/// What is known of a variable in memory when its scope ends.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// Its function and its lane.
    pub lane: (usize, usize),
    /// Whether dropping a value of its type does anything.
    pub needs_drop: bool,
    /// What the compiler last said of it.
    pub state: Option<State>,
}

/// The ends of lanes; `known` holds the variables of the run by their numbers.
pub(super) fn ends(memory: &Memory, known: &BTreeMap<u32, Known>) -> BTreeMap<(usize, usize), End> {
    let mut ending = Ending {
        known,
        ends: BTreeMap::new(),
        threads: BTreeMap::new(),
    };
    let mut last = 1;
    for step in &memory.steps {
        last = step.thread;
        step.events
            .iter()
            .for_each(|event| ending.event(last, event));
        ending.step(last);
    }
    memory
        .after
        .iter()
        .for_each(|event| ending.event(last, event));
    ending.ends
}

struct Ending<'a> {
    known: &'a BTreeMap<u32, Known>,
    ends: BTreeMap<(usize, usize), End>,
    /// The variable whose end is under way in a thread, and how many calls deep its destructor is.
    threads: BTreeMap<u32, (Option<(usize, usize)>, usize)>,
}

impl Ending<'_> {
    fn event(&mut self, thread: u32, event: &Event) {
        let (lane, depth) = self.threads.entry(thread).or_default();
        match event {
            Event::Ended { binding, .. } if *depth == 0 => {
                let known = self.known.get(binding);
                // Of a variable that ends again, in a loop or a second call, the first end stays.
                let known = known.filter(|known| !self.ends.contains_key(&known.lane));
                *lane = known.map(|known| known.lane);
                if let Some(known) = known {
                    let has_value = matches!(
                        known.state,
                        None | Some(State::Free | State::Shared | State::Exclusive)
                    );
                    let end = End {
                        drops: known.needs_drop && has_value,
                        frees: Vec::new(),
                    };
                    self.ends.insert(known.lane, end);
                }
            }
            Event::Released { block } => {
                if let Some(end) = lane.and_then(|lane| self.ends.get_mut(&lane)) {
                    end.drops = true;
                    end.frees.push(*block);
                }
            }
            Event::Entered { function } => {
                let destructor = *depth == 0 && function.ends_with("::drop");
                if let Some(end) = lane.and_then(|lane| self.ends.get_mut(&lane)) {
                    end.drops |= destructor;
                }
                if lane.is_some() {
                    *depth += 1;
                }
            }
            Event::Left { .. } if *depth > 0 => *depth -= 1,
            Event::Left { .. } => *lane = None,
            _ => {}
        }
    }

    /// A step outside of a destructor: what was ending is over.
    fn step(&mut self, thread: u32) {
        let (lane, depth) = self.threads.entry(thread).or_default();
        if *depth == 0 {
            *lane = None;
        }
    }
}
