//! Turns a directive and its facts into the HTML of its figure, complete without script.
//!
//! The HTML stands in a chapter's Markdown, where an empty line would end it: no line of a figure
//! is ever empty.

mod code;
mod diff;
mod figure;
pub(crate) mod html;
mod picture;

pub use diff::distance;
pub use figure::{forbidden, listing};
