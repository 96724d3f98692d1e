//! What memory held: a run of a program, step by step.
//!
//! It holds no address. A block of the heap is called by its label, which counts births from 1, and
//! a binding by its number, which counts declarations from 1, so two runs give the same record as
//! long as the program itself does the same.

use serde::{Deserialize, Serialize};

/// The version of this model; it grows when a field changes its meaning.
pub const VERSION: u32 = 1;

/// A recorded run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// [`VERSION`] of the library that wrote this.
    pub version: u32,
    /// The steps in the order of time; with several threads, in the order in which they took turns.
    pub steps: Vec<Step>,
    /// What happened after the last step.
    pub after: Vec<Event>,
    /// Labels of the blocks that were never released; none are told where the record is bounded.
    pub leaked: Vec<u32>,
    /// What the program's own `print!` and `println!` calls wrote; macros of the program may have
    /// written more.
    pub output: String,
    /// Steps that were left out where the record is bounded; `None` where the program did not come to
    /// its end, so nobody has counted them all.
    pub left_out: Option<usize>,
    /// How the record ends.
    pub ending: Ending,
}

/// How a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// With the end of `main`, by return or by panic.
    Finished,
    /// At the bound on steps and bytes; the program went on.
    Bounded,
    /// In the middle: the program exited, was stopped or died, as by a stack that overflowed.
    Broken,
}

/// The state after a statement, or where a body is entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The line of the statement, counted from 1.
    pub line: u32,
    /// The thread, counted from 1.
    pub thread: u32,
    /// The byte of the program before which the step stands.
    pub byte: usize,
    /// What happened since the step before, in order.
    pub events: Vec<Event>,
    /// The thread's functions that are entered and not left, outermost first.
    pub frames: Vec<Frame>,
    /// Live blocks by label.
    pub heap: Vec<Block>,
    /// How many bytes of [`Memory::output`] are written.
    pub output: usize,
}

/// A function that is entered and not left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// `main`, `Ticket::drop`, `closure`.
    pub function: String,
    /// The line where it is declared.
    pub line: u32,
    /// Its variables in the order in which they were declared, shadowed ones included.
    pub bindings: Vec<Binding>,
}

/// A variable in scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The number that pointers use.
    pub number: u32,
    /// The name in the program.
    pub name: String,
    /// The type, without paths.
    pub r#type: String,
    /// Bytes of the variable itself.
    pub size: usize,
    /// Whether dropping a value of its type does anything.
    pub needs_drop: bool,
    /// The value. A value that was moved away is still told: memory does not know.
    pub value: Value,
}

/// A live block of the heap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The label that pointers use.
    pub label: u32,
    /// Bytes.
    pub size: usize,
    /// What its owner's type says is in it; `None` while no owner with a reader was seen, or while
    /// the block is used for something else than its last known owner says.
    pub contents: Option<Value>,
}

/// Something that happened between two steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// A block of this many bytes was allocated; `instead` is the block that it replaces.
    Born {
        /// The new block.
        block: u32,
        /// Bytes.
        size: usize,
        /// The block whose contents moved here, which dies next.
        instead: Option<u32>,
    },
    /// A block was released.
    Released {
        /// The block.
        block: u32,
    },
    /// A function was entered, also one that Rust calls, like `Ticket::drop`.
    Entered {
        /// Its name.
        function: String,
    },
    /// A function was left. What its parameters hold is dropped before this, and after this only
    /// where they could not be taken over, as a `self` that a macro shows the text of.
    Left {
        /// Its name.
        function: String,
        /// Whether a panic that began in it, or in what it called, leaves it.
        unwinds: bool,
    },
    /// A variable got a place.
    Declared {
        /// Its number.
        binding: u32,
        /// Its name.
        name: String,
    },
    /// A variable's scope ended; what it still owns is dropped after this, before the next variable
    /// ends. Names that one pattern binds end together.
    Ended {
        /// Its number.
        binding: u32,
        /// Its name.
        name: String,
    },
    /// What follows was done by another thread than what came before.
    Turn {
        /// The thread, counted from 1; the first events are of thread 1.
        thread: u32,
    },
    /// A panic began.
    Panicked {
        /// The line that it names.
        line: u32,
        /// Its message.
        message: String,
    },
    /// The program printed.
    Printed {
        /// What it printed.
        text: String,
    },
}

/// A value as its type reads it.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// One word: `5`, `true`, `'a'`, `None`.
    Plain(String),
    /// A text's beginning, and all its length in bytes.
    Text(String, usize),
    /// A struct, a variant or (with an empty name) a tuple, with fields.
    Record(String, Vec<(String, Value)>),
    /// The first elements, and how many there are.
    List(Vec<Value>, usize),
    /// An address and what it comes with.
    Pointer(Pointer),
    /// A value whose type has no reader: the type and its bytes.
    Opaque(String, usize),
    /// There is more, deeper than is read.
    Cut,
}

/// An address and what it comes with.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// What the pointer may do.
    pub kind: Kind,
    /// What it points to.
    pub to: Target,
    /// Elements of a slice, or bytes of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    /// Elements that the block has room for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<usize>,
    /// What it sees, where no binding and no block tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Box<Value>>,
}

/// What a pointer may do.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `Box`, `Vec`, `String`: releases the block.
    Owning,
    /// `Rc`, `Arc`: the last one releases the block.
    Counted,
    /// `Weak`.
    Weak,
    /// `&T`.
    Shared,
    /// `&mut T`.
    Exclusive,
    /// `*const T`, `*mut T`.
    Raw,
}

/// What an address is part of.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// A live block: label and offset in bytes.
    Block(u32, usize),
    /// A released block. Nothing is read there.
    Released(u32),
    /// A binding: number and offset in bytes.
    Variable(u32, usize),
    /// A variable whose scope ended. Nothing is read there.
    Ended,
    /// A value without a name on the thread's stack.
    Stack,
    /// The program's own file.
    Static,
    /// No bytes at all, as in an empty `Vec`.
    Nothing,
    /// Somewhere that the recorder does not know. Nothing is read there.
    Elsewhere,
}
