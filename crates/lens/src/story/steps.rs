//! From a recorded run to steps: what was in memory, with what the compiler says may be done with it.

use super::events;
use super::here::{Here, here};
use super::lanes::Writer;
use super::model::{Block, Event, Frame, Owner, Run, Step, Variable};
use super::owners;
use crate::memory::{self, Memory};
use crate::permissions::{Permissions, State, StateAt};
use crate::source::Source;
use std::collections::BTreeMap;

/// The steps of a run; `end` says how it ended.
pub(super) fn run(source: &Source, permissions: &Permissions, memory: &Memory, end: String) -> Run {
    let mut telling = Telling {
        source,
        permissions,
        memory,
        threads: BTreeMap::new(),
        blocks: BTreeMap::new(),
    };
    let steps = (0..memory.steps.len()).map(|number| telling.step(number));
    let steps = steps.collect();
    let after = telling.after();
    Run {
        steps,
        after,
        end,
        leaked: memory.leaked.clone(),
        output: memory.output.clone(),
    }
}

/// What is known while the steps are told in their order.
struct Telling<'a> {
    source: &'a Source,
    permissions: &'a Permissions,
    memory: &'a Memory,
    threads: BTreeMap<u32, Thread<'a>>,
    /// Every block that was seen, as it was last seen.
    blocks: BTreeMap<u32, Block>,
}

/// A thread, as its last step left it.
#[derive(Default)]
pub(super) struct Thread<'a> {
    /// Where each entered function is, outermost first.
    pub at: Vec<Option<Here<'a>>>,
    pub frames: Vec<Frame>,
}

/// A variable's state at two steps that follow each other, for telling what changed.
pub(super) struct Change<'a> {
    pub variable: Variable,
    pub before: Option<&'a StateAt>,
    pub now: Option<&'a StateAt>,
}

impl<'a> Telling<'a> {
    fn step(&mut self, number: usize) -> Step {
        let recorded = &self.memory.steps[number];
        let at = here(self.permissions, recorded.byte);
        let depth = recorded.frames.len();
        let mut thread = self.threads.remove(&recorded.thread).unwrap_or_default();
        // What the compiler said before the statement, of the function that the step is in.
        let before = thread.at.get(depth.wrapping_sub(1)).copied().flatten();
        let entered = recorded.events.iter().rev().find_map(|event| match event {
            memory::Event::Entered { function } => Some(function.as_str()),
            _ => None,
        });
        let before = before.filter(|_| entered.is_none());
        thread.at.truncate(depth);
        thread.at.resize(depth, None);
        if let Some(last) = thread.at.last_mut() {
            *last = at;
        }
        let (frames, changes) = self.frames(number, &thread.at, before);
        let heap = self.heap(recorded, &frames);
        let teller = events::Teller {
            writer: at.map(|at| Writer::new(self.source, at.body)),
            since: before.map_or(0, |before| before.byte()),
            old: &thread.frames,
            new: &frames,
            blocks: &self.blocks,
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

    /// The frames of a step, and how the states of variables changed.
    fn frames(
        &self,
        number: usize,
        at: &[Option<Here<'a>>],
        before: Option<Here<'a>>,
    ) -> (Vec<Frame>, Vec<Change<'a>>) {
        let recorded = &self.memory.steps[number];
        let mut changes = Vec::new();
        let mut frames = Vec::new();
        for (depth, frame) in recorded.frames.iter().enumerate() {
            let is_last = depth + 1 == recorded.frames.len();
            let place = at.get(depth).copied().flatten();
            let callee = recorded.frames.get(depth + 1);
            let mut variables = Vec::new();
            for binding in &frame.bindings {
                let known = place.and_then(|here| here.variable(&frame.bindings, binding));
                let mut state = match (known, place) {
                    (Some(variable), Some(here)) => here.state(variable),
                    _ => None,
                };
                let earlier = if is_last { before } else { place };
                let before = earlier.and_then(|earlier| {
                    let variable = earlier.variable(&frame.bindings, binding)?;
                    earlier.state(variable)
                });
                if let (Some(callee), Some(here), Some(variable)) = (callee, place, known) {
                    let after = self.after_call(number, depth, here, variable, &callee.function);
                    state = after.or(state);
                }
                let variable = Variable {
                    number: binding.number,
                    name: binding.name.clone(),
                    type_name: binding.r#type.clone(),
                    size: binding.size,
                    value: binding.value.clone(),
                    state: state.map(|at| at.state),
                };
                let is_new = callee.is_none() || self.is_entered(number, depth + 1);
                if is_new {
                    changes.push(Change {
                        variable: variable.clone(),
                        before,
                        now: state,
                    });
                }
                variables.push(variable);
            }
            frames.push(Frame {
                function: frame.function.clone(),
                line: frame.line as usize,
                variables,
            });
        }
        (frames, changes)
    }

    /// Whether the function at this depth was entered just before the step.
    fn is_entered(&self, number: usize, depth: usize) -> bool {
        let recorded = &self.memory.steps[number];
        depth + 1 == recorded.frames.len()
            && recorded
                .events
                .iter()
                .any(|event| matches!(event, memory::Event::Entered { .. }))
    }

    /// The state of a caller's variable that was moved into the call that is under way. The compiler
    /// is asked between statements only; when the call is over it says that the variable was moved,
    /// and the syntax says that it went into this call.
    fn after_call(
        &self,
        number: usize,
        depth: usize,
        caller: Here<'a>,
        variable: usize,
        callee: &str,
    ) -> Option<&'a StateAt> {
        let recorded = &self.memory.steps[number];
        let mut later = self.memory.steps[number + 1..].iter();
        let back =
            later.find(|step| step.thread == recorded.thread && step.frames.len() <= depth + 1)?;
        let back = (back.frames.len() == depth + 1)
            .then(|| here(self.permissions, back.byte))
            .flatten()
            .filter(|back| std::ptr::eq(back.body, caller.body))?;
        let after = back.state(variable)?;
        let was_moved = caller
            .state(variable)
            .is_some_and(|at| at.state == State::Moved);
        let short = callee.rsplit("::").next().unwrap_or(callee);
        let writer = Writer::new(self.source, caller.body);
        let into_call = |place: &crate::permissions::Place| {
            writer.receiver(place).is_some_and(|receiver| {
                let called = receiver.words.strip_prefix("the call of `");
                let called = called.and_then(|rest| rest.strip_suffix('`'));
                called.and_then(|path| path.rsplit("::").next()) == Some(short)
            })
        };
        let is_moved = after.state == State::Moved && !was_moved;
        (is_moved && after.reason.moves.iter().any(into_call)).then_some(after)
    }

    /// The blocks at a step: the live ones, and those freed since the step before.
    fn heap(&mut self, recorded: &memory::Step, frames: &[Frame]) -> Vec<Block> {
        self.born(&recorded.events);
        let mut owners = owners::owners(frames, &recorded.heap);
        let mut heap = Vec::new();
        for block in &recorded.heap {
            let held = self.blocks.get(&block.label);
            let own = owners.remove(&block.label).unwrap_or_default();
            // Variables of other threads are not read at this step, so what they own stays theirs.
            let others = held
                .into_iter()
                .flat_map(|held| held.owners.iter().copied());
            let others = others.filter(|owner| self.is_of_another_thread(*owner, recorded.thread));
            let mut all: Vec<Owner> = own.into_iter().chain(others).collect();
            all.sort();
            all.dedup();
            let block = Block {
                label: block.label,
                size: block.size,
                contents: block.contents.clone(),
                owners: all,
                freed: false,
            };
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
        heap.sort_by_key(|block| block.label);
        heap
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
        others.any(|(_, other)| {
            let mut variables = other.frames.iter().flat_map(|frame| &frame.variables);
            variables.any(|variable| variable.number == number)
        })
    }

    /// What happened after the last step, told from where the last thread stood.
    fn after(&mut self) -> Vec<Event> {
        let last = self.memory.steps.last().map_or(1, |step| step.thread);
        let thread = self.threads.remove(&last).unwrap_or_default();
        self.born(&self.memory.after);
        let teller = events::Teller {
            writer: None,
            since: 0,
            old: &thread.frames,
            new: &[],
            blocks: &self.blocks,
            changes: Vec::new(),
        };
        teller.tell(&self.memory.after)
    }
}
