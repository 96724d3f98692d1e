//! What did each step hold? A program is rewritten into one that records its own memory.
//!
//! [`record`] puts text into a program, without adding a line before its end; somebody compiles and
//! runs the result with the environment variable [`VARIABLE`] naming a new file, and [`read`] turns
//! that file into a [`Memory`]. Readers go through raw addresses, which the borrow checker does not
//! see, so the recorded program is legal wherever the original is.
//!
//! The recorder itself is [`SUPPORT`]. On one's own machine it is compiled once, to a library named
//! [`LIBRARY`], and linked: a recorded program then compiles about four times as fast as with the
//! recorder inside of it, as [`Recording::whole`] gives it for places that take one file only.
//!
//! What it cannot know: that a value was moved away, since its bytes stay, so a block may be read as
//! what it was before a library used it again. What it leaves alone: `const fn`, `async` code, macro
//! arguments. Static text is read on Linux only. Released blocks are kept for a while, so a recorded
//! program never sees an address of the heap twice. A recorded function takes about twice the stack;
//! whoever runs it can allow that. Reading a `Mutex` locks it for a moment.

mod guards;
mod objects;
mod parameters;
mod read;
mod readers;
mod record;
mod rewrite;
mod trace;
mod walk;

pub use read::read;
pub use record::{LIBRARY, NotRecorded, Recording, SUPPORT, VARIABLE, record};
pub use trace::{
    Binding, Block, Ending, Event, Frame, Kind, Memory, Pointer, Step, Target, VERSION, Value,
};
