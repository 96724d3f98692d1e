//! The model of a story: what the compiler said of a program's variables, and what a run of it held
//! in memory, in one piece that can be kept as JSON.
//!
//! Lines are counted from 1. Bytes count from the start of the program's text. Nothing in it depends
//! on the machine, on addresses or on time, so two tellings of one program are equal to the byte.

use crate::memory::Value;
use crate::permissions::{Holds, State};
use serde::{Deserialize, Serialize};

/// The version of this model; it grows when a field changes its meaning.
pub const VERSION: u32 = 1;

/// Everything told about one program.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// [`VERSION`] of the library that wrote this.
    pub version: u32,
    /// The functions with a body, in the order of the text: what the compiler said.
    pub functions: Vec<Function>,
    /// Why the compiler rejects the program; empty for one that compiles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejections: Vec<Rejection>,
    /// What a run of the program held; `None` where it did not run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Run>,
    /// What was not asked, not answered or not recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub untold: Vec<Note>,
}

/// A line of the program, and a sentence about it without its full stop.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// The line.
    pub line: usize,
    /// The sentence.
    pub words: String,
}

/// A function and its lanes.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Its name, without the type or module that it is in.
    pub name: String,
    /// The line on which its body opens.
    pub line: usize,
    /// The line on which it closes.
    pub last_line: usize,
    /// The points between statements, in the order of the text: the line that ends before each.
    pub points: Vec<usize>,
    /// One lane a variable, in the order of declarations; behind all of them those of places that
    /// are at some point in another state than their variable.
    pub lanes: Vec<Lane>,
    /// Moves and loans between lanes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Where the run dropped what no lane of this function owned, in the order of the lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
}

/// A variable, or a place that is reached through one, along the lines of its function.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// `owner`; of a place its path, `ticket.name` or `*r`.
    pub name: String,
    /// For a place, the number of its variable's lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
    /// The line of the declaration; of a place, that of its variable.
    pub line: usize,
    /// The line on which the scope ends.
    pub last_line: usize,
    /// Whether the program declares the variable `mut`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_mut: bool,
    /// Whether it owns or refers, when its type is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<Holds>,
    /// The type in rustc's words, when rustc told it.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub type_name: Option<String>,
    /// Its states, in order.
    pub spans: Vec<Span>,
    /// Where the run dropped its value, or a part, before its scope ended, in the order of the lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
    /// How its scope ends, as the run saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

/// One state of a lane over points that follow each other.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The number of the first point in [`Function::points`].
    pub from: usize,
    /// The number of the last.
    pub to: usize,
    /// What may be done.
    pub state: State,
    /// Whether the value may be moved out (or copied) there; `None` where not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_be_moved: Option<bool>,
    /// Why, as a part of a sentence; empty where there is nothing to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// How a variable's scope ended in the run.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Whether its value was dropped there by a type for which that does something.
    pub drops: bool,
    /// Whether only some of the ways that lead there drop it: the compiler says that others move it
    /// away before, or another end in the run shows no drop.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_some_way: bool,
    /// The blocks that were freed with it, the first time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frees: Vec<u32>,
}

/// What a line dropped while scopes went on; of a line that runs more than once, the first time that
/// it dropped something.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The line on which the statement ends.
    pub line: usize,
    /// Whose value it was.
    pub of: Whose,
    /// Whether it is known that a value was dropped; otherwise memory was freed, and that is all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drops: bool,
    /// The blocks that were freed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frees: Vec<u32>,
}

/// Whose value a line dropped.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// That of the lane, or a part of it, which goes on: another value took its place, or it was in
    /// a collection.
    Kept,
    /// That of the lane, which was moved away on this line.
    Moved,
    /// A value on the stack that never had a name.
    Temporary,
    /// Another one.
    Other,
}

/// What passes from one lane to another.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// A value changes its owner.
    Move {
        /// The lane that loses it.
        from: usize,
        /// The lane that gets it, where it is one of this function's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<usize>,
        /// The line of the move.
        line: usize,
        /// Where it goes: "`owner`", "the call of `archive`".
        into: String,
    },
    /// A value is lent.
    Loan {
        /// The lane that lends.
        owner: usize,
        /// The lane that holds the reference, where rustc names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        borrower: Option<usize>,
        /// By `&mut`.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        exclusive: bool,
        /// The line on which it is lent.
        line: usize,
        /// The line of the last use that keeps the loan alive.
        until: usize,
        /// Whether the program is rejected for a use while this loan is alive.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        in_conflict: bool,
    },
}

/// One error of the compiler.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The error code, `E0382`; syntax errors have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// rustc's first line.
    pub message: String,
    /// The places that rustc points at, in the order of the text.
    pub places: Vec<Spot>,
    /// The first lines of its notes and helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The same as sentences without their full stops, from its labels.
    pub told: Vec<String>,
    /// The function that it is in, by its number in [`Story::functions`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<usize>,
    /// The lane of the variable that it names, in that function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<usize>,
}

/// A place of an error.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// The line of its first byte.
    pub line: usize,
    /// What part it plays.
    pub role: Role,
    /// rustc's label; often empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// The part that a place plays in an error.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The place of the error itself: the use that is refused.
    Refused,
    /// The value was lent here.
    Lent,
    /// The loan is still needed here.
    StillNeeded,
    /// The value, or a part of it, was moved out here.
    Moved,
    /// What was lent is dropped here.
    Dropped,
    /// Something else that rustc points at.
    Other,
}

/// A recorded run.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The steps in the order of time.
    pub steps: Vec<Step>,
    /// What happened after the last step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Event>,
    /// How it ended, as a sentence without its full stop.
    pub end: String,
    /// Labels of the blocks that were never freed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaked: Vec<u32>,
    /// What the program's own `print!` and `println!` calls wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub output: String,
}

/// The state after a statement, or where a body is entered.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The line of the statement.
    pub line: usize,
    /// The thread, counted from 1.
    pub thread: u32,
    /// What happened since the step before, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// The thread's functions that are entered and not left, outermost first.
    pub frames: Vec<Frame>,
    /// The blocks of the heap, by label: the live ones, and those freed since the step before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heap: Vec<Block>,
    /// How many bytes of [`Run::output`] are written.
    pub output: usize,
}

/// A function that is entered and not left.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// `main`, `Ticket::drop`, `closure`.
    pub function: String,
    /// The line where it is declared.
    pub line: usize,
    /// Its variables in the order in which they were declared, hidden ones included.
    pub variables: Vec<Variable>,
}

/// A variable that has a place in memory.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// The number that pointers and events use; it counts declarations over the whole run.
    pub number: u32,
    /// The name in the program.
    pub name: String,
    /// The type, without paths.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Bytes of the variable itself.
    pub size: usize,
    /// What is there. A value that was moved away is still told: memory keeps its bytes.
    pub value: Value,
    /// What may be done with it, where the compiler told it for this point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Whether it is lent in part: what the state says holds of that part and of the whole, and not
    /// of its other parts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_part: bool,
}

/// A block of the heap.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The label that pointers and events use; it counts births over the whole run.
    pub label: u32,
    /// Bytes.
    pub size: usize,
    /// What is in it, as its owner's type says; `None` where no owner is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Value>,
    /// Who owns it: variables and other blocks. Several share a counted block.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Owner>,
    /// Whether it was freed since the step before. Its contents are the last that were seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub freed: bool,
}

/// The owner of a block.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// A variable, by its number.
    Variable(u32),
    /// A value in another block, by its label.
    Block(u32),
    /// A value that has no name now: one that a call has returned and the statement under way has
    /// still to put somewhere, or one whose variable's scope has ended and that is being dropped.
    Unnamed,
}

/// Something that happened.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What kind of thing.
    pub kind: EventKind,
    /// A sentence without its full stop; code in backticks.
    pub words: String,
    /// The variables that it is about, by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<u32>,
    /// The blocks that it is about, by label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<u32>,
}

/// Kinds of events.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A function was entered.
    Entered,
    /// A function was left.
    Left,
    /// A variable got a place, and its first value.
    Declared,
    /// A value of a variable changed.
    Changed,
    /// A block was allocated.
    Allocated,
    /// A block was replaced by another, to which its contents moved.
    Reallocated,
    /// A block was freed.
    Freed,
    /// A value changed its owner.
    Moved,
    /// A value was lent.
    Lent,
    /// A loan ended.
    LoanEnded,
    /// A variable's scope ended.
    Ended,
    /// The program printed.
    Printed,
    /// A panic began.
    Panicked,
}

impl Rejection {
    /// The line of the use that is refused.
    pub fn refused_line(&self) -> Option<usize> {
        let refused = self.places.iter().find(|spot| spot.role == Role::Refused);
        refused.map(|spot| spot.line)
    }
}

impl Function {
    /// The line after which what began on `line` has happened: that of the next point.
    pub fn takes_effect(&self, line: usize) -> usize {
        let later = self.points.iter().filter(|point| **point >= line);
        later.min().copied().unwrap_or(line)
    }

    /// The lines of the last uses of the reference in a lane, a line a loan. In a loop a use may
    /// stand before the loan; it tells nothing about where the reference ends.
    pub fn last_uses(&self, lane: usize) -> Vec<usize> {
        let lines = self.links.iter().filter_map(|link| match link {
            Link::Loan {
                borrower: Some(borrower),
                line,
                until,
                ..
            } if *borrower == lane && until >= line => Some(*until),
            _ => None,
        });
        lines.collect()
    }
}

/// The variable of this number in these frames.
pub fn variable(frames: &[Frame], number: u32) -> Option<&Variable> {
    let mut variables = frames.iter().flat_map(|frame| &frame.variables);
    variables.find(|variable| variable.number == number)
}
