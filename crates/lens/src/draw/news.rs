//! What is new in a step: everything that the steps before it did not show as it is now.

use super::words;
use crate::memory::Value;
use crate::story::{Block, Owner, Step, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// What the steps so far have shown.
#[derive(Debug, Default)]
pub(super) struct Seen<'s> {
    /// The last value of each variable, and what was said of it.
    variables: BTreeMap<u32, (&'s Value, Option<&'static str>)>,
    /// The last state of each block.
    blocks: BTreeMap<u32, &'s Block>,
    /// The arrows of the last step of each thread, by whom they relate.
    arrows: BTreeSet<(u32, String)>,
    /// Those of the step that is being drawn.
    drawn: BTreeSet<(u32, String)>,
}

impl<'s> Seen<'s> {
    /// Whether a variable is new, or its value, or whether it may be used. Loans are the matter of
    /// the lanes.
    pub fn is_new_variable(&self, variable: &Variable) -> bool {
        let before = self.variables.get(&variable.number);
        before.is_none_or(|(value, said)| {
            *value != &variable.value || *said != words::unusable(variable)
        })
    }

    /// Whether a block is new, or what is in it, or who owns it.
    pub fn is_new_block(&self, block: &Block) -> bool {
        let owners = |block: &Block| block.owners.iter().copied().collect::<BTreeSet<Owner>>();
        self.blocks.get(&block.label).is_none_or(|before| {
            before.size != block.size
                || before.contents != block.contents
                || owners(before) != owners(block)
        })
    }

    /// Whether this thread's last step had no arrow between these.
    pub fn is_new_arrow(&mut self, thread: u32, of: &str) -> bool {
        let key = (thread, of.to_owned());
        let is_new = !self.arrows.contains(&key);
        self.drawn.insert(key);
        is_new
    }

    /// Keeps what a step has shown.
    pub fn note(&mut self, step: &'s Step) {
        for variable in step.frames.iter().flat_map(|frame| &frame.variables) {
            let now = (&variable.value, words::unusable(variable));
            self.variables.insert(variable.number, now);
        }
        for block in &step.heap {
            self.blocks.insert(block.label, block);
        }
        self.arrows.retain(|(thread, _)| *thread != step.thread);
        self.arrows.append(&mut self.drawn);
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{one_step, variable};
    use super::*;
    use crate::permissions::State;

    #[test]
    fn what_was_seen_is_new_again_when_it_changes_and_not_when_it_is_lent() {
        let plain = |text: &str| Value::Plain(text.into());
        let told = |text: &str, state| variable(1, "count", plain(text), state);
        let block = |owner| Block {
            label: 1,
            size: 3,
            contents: None,
            owners: vec![Owner::Variable(owner)],
            freed: false,
        };
        let story = one_step(vec![told("1", State::Free)], vec![block(1)]);
        let step = &story.run.as_ref().expect("a run").steps[0];
        let mut seen = Seen::default();
        assert!(seen.is_new_variable(&told("1", State::Free)));
        assert!(seen.is_new_block(&block(1)));
        assert!(seen.is_new_arrow(1, "v1 b1"));
        seen.note(step);
        assert!(!seen.is_new_variable(&told("1", State::Shared)));
        assert!(seen.is_new_variable(&told("2", State::Free)));
        assert!(seen.is_new_variable(&told("1", State::Moved)));
        assert!(!seen.is_new_block(&block(1)));
        assert!(seen.is_new_block(&block(2)));
        assert!(!seen.is_new_arrow(1, "v1 b1"));
        assert!(seen.is_new_arrow(2, "v1 b1"));
    }
}
