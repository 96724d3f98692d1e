//! Turns a directive and its facts into the HTML of its figure, complete without script.
//!
//! The HTML stands in a chapter's Markdown, where an empty line would end it: no line of a figure
//! is ever empty.

mod code;
mod commands;
mod diff;
mod explorer;
mod figure;
pub(crate) mod html;
mod listing;
mod output;
mod picture;
mod places;
mod rejected;
mod repairs;
mod variables;

pub use code::{coloured_lines, pre};
pub use diff::distance;
pub use html::{escape, preformatted};
pub use listing::listing;
pub use rejected::{Rejected, forbidden};
