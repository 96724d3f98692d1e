//! Turns a directive and its facts into the HTML of its figure, complete without script.
//!
//! The HTML stands in a chapter's Markdown, where an empty line would end it: no line of a figure
//! is ever empty.

mod code;
mod commands;
mod diff;
mod figure;
mod html;
mod listing;
mod output;
mod picture;
mod places;
mod rejected;
mod repairs;

pub use diff::distance;
pub use listing::listing;
pub use rejected::{Rejected, forbidden};
