//! Who owns which block, at one step.
//!
//! Memory alone cannot tell: a value that was moved away leaves its bytes, pointer and all. The
//! compiler knows which variable is moved; where it was not asked, the newest variable that holds
//! the pointer is the owner.

use super::model::{Block, Frame, Owner};
use crate::memory::{self, Kind, Pointer, Target, Value};
use crate::permissions::State;
use std::collections::BTreeMap;

/// The owners of each block, by its label.
pub(super) fn owners(frames: &[Frame], heap: &[memory::Block]) -> BTreeMap<u32, Vec<Owner>> {
    let mut found: BTreeMap<u32, Found> = BTreeMap::new();
    for variable in frames.iter().flat_map(|frame| &frame.variables) {
        // Of a value that is gone in part, another variable may have the pointer by now.
        let rank = match variable.state {
            Some(State::Moved | State::Unset) => continue,
            Some(State::PartlyMoved | State::MaybeMoved) => Rank::Doubtful,
            _ => Rank::Sure(variable.number),
        };
        pointers(&variable.value, &mut |kind, label| {
            found
                .entry(label)
                .or_default()
                .add(kind, rank, Owner::Variable(variable.number));
        });
        // A reference to a value on the stack without a name shows what that value owns.
        if let Some(seen) = seen_unnamed(&variable.value) {
            pointers(seen, &mut |kind, label| {
                found
                    .entry(label)
                    .or_default()
                    .add(kind, rank, Owner::Unnamed);
            });
        }
    }
    // What a block holds that was moved out of, or that has no owner, may be somebody else's by now.
    let mut sure: Vec<u32> = found
        .iter()
        .filter(|(_, found)| !found.is_doubtful())
        .map(|(label, _)| *label)
        .collect();
    let mut next = 0;
    while let Some(label) = sure.get(next).copied() {
        next += 1;
        let block = heap.iter().find(|block| block.label == label);
        if let Some(contents) = block.and_then(|block| block.contents.as_ref()) {
            pointers(contents, &mut |_, label| {
                if !sure.contains(&label) {
                    sure.push(label);
                }
            });
        }
    }
    for block in heap {
        if let Some(contents) = &block.contents {
            let rank = match sure.contains(&block.label) {
                true => Rank::Sure(u32::MAX),
                false => Rank::Doubtful,
            };
            pointers(contents, &mut |kind, label| {
                found
                    .entry(label)
                    .or_default()
                    .add(kind, rank, Owner::Block(block.label));
            });
        }
    }
    found
        .into_iter()
        .map(|(label, found)| (label, found.owners()))
        .collect()
}

/// What a reference sees of a value that has no name.
fn seen_unnamed(value: &Value) -> Option<&Value> {
    match value {
        Value::Pointer(Pointer {
            kind: Kind::Shared | Kind::Exclusive,
            to: Target::Stack | Target::Ended,
            seen: Some(seen),
            ..
        }) => Some(seen),
        _ => None,
    }
}

/// Whether all that a value holds is told, so that it owns nothing else.
pub(super) fn is_told(value: &Value) -> bool {
    match value {
        Value::Record(_, fields) => fields.iter().all(|(_, field)| is_told(field)),
        Value::List(values, count) => values.len() == *count && values.iter().all(is_told),
        Value::Plain(_) | Value::Text(..) | Value::Pointer(_) => true,
        Value::Opaque(..) | Value::Cut => false,
    }
}

/// How sure it is that a pointer owns: the newer variable has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Doubtful,
    Sure(u32),
}

#[derive(Default)]
struct Found {
    counted: Vec<Owner>,
    /// The best that was found, and its rank.
    owning: Option<(Rank, Owner)>,
}

impl Found {
    fn add(&mut self, kind: Kind, rank: Rank, owner: Owner) {
        if kind == Kind::Counted {
            if rank != Rank::Doubtful {
                self.counted.push(owner);
            }
        } else if self.owning.is_none_or(|(known, _)| known <= rank) {
            self.owning = Some((rank, owner));
        }
    }

    fn is_doubtful(&self) -> bool {
        matches!(self.owning, Some((Rank::Doubtful, _)))
    }

    fn owners(self) -> Vec<Owner> {
        let mut owners = self.counted;
        owners.extend(self.owning.map(|(_, owner)| owner));
        owners.sort();
        owners.dedup();
        owners
    }
}

/// Every owning pointer into a block that the value holds itself.
pub(super) fn pointers(value: &Value, found: &mut dyn FnMut(Kind, u32)) {
    each_pointer(value, &mut |pointer| {
        if let (Kind::Owning | Kind::Counted, Target::Block(label, _)) = (pointer.kind, pointer.to)
        {
            found(pointer.kind, label);
        }
    });
}

/// The one variable that owns a block, itself or through other blocks, when it was last seen.
pub(super) fn root(blocks: &BTreeMap<u32, Block>, block: u32) -> Option<u32> {
    let mut block = block;
    // A cycle has no root.
    for _ in 0..=blocks.len() {
        match blocks.get(&block)?.owners[..] {
            [Owner::Variable(number)] => return Some(number),
            [Owner::Block(outer)] => block = outer,
            _ => return None,
        }
    }
    None
}

/// Whether the value holds a pointer to this block, live or freed.
pub(super) fn points_to(value: &Value, block: u32) -> bool {
    let mut found = false;
    each_pointer(value, &mut |pointer| {
        found |= match pointer.to {
            Target::Block(label, _) | Target::Released(label) => label == block,
            _ => false,
        };
    });
    found
}

/// How many owners share a counted block, as its contents say.
pub(super) fn count(contents: &Value) -> Option<&str> {
    let Value::Record(name, fields) = contents else {
        return None;
    };
    let strong = fields.iter().find(|(field, _)| field == "strong");
    match strong {
        Some((_, Value::Plain(count))) if matches!(name.as_str(), "Rc" | "Arc") => Some(count),
        _ => None,
    }
}

fn each_pointer(value: &Value, found: &mut dyn FnMut(&Pointer)) {
    match value {
        Value::Record(_, fields) => {
            for (_, field) in fields {
                each_pointer(field, found);
            }
        }
        Value::List(values, _) => {
            for one in values {
                each_pointer(one, found);
            }
        }
        Value::Pointer(pointer) => found(pointer),
        Value::Plain(_) | Value::Text(..) | Value::Opaque(..) | Value::Cut => {}
    }
}
