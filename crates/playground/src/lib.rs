//! Runs rustc and programs on this machine, within bounds.
//!
//! Every program of the book, and every question to the compiler, passes through here, so the
//! bounds and the choice of compiler are made in one place.

pub mod ask;
mod bounded;
mod confinement;
pub mod execute;
mod family;
mod recorder;
mod rustc;
mod workplace;

pub use bounded::{Bounds, Ending, Finished, run, run_confined};
pub use confinement::Confinement;
pub use rustc::Rustc;
