//! Asks a stable rustc about a program.
//!
//! The lens never models the borrow checker. It writes a *question*, a program made from the
//! reader's own by putting text into it, has somebody compile it, and reads the *answer* from what
//! rustc says. It is pure: no files, no processes, no threads, no clock, so it works the same behind
//! a command, in a test and in a page.
//!
//! There are two questions. [`permissions`] asks what may be done with each variable at each point,
//! for programs that compile and for programs that the borrow checker rejects. [`memory`] asks what
//! each step held, by a program that records itself while it runs.

pub mod diagnostic;
pub mod draw;
pub mod edit;
pub mod edition;
pub mod memory;
mod pattern;
pub mod permissions;
pub mod source;
pub mod story;
