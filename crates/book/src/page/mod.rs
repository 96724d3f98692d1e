//! Turns a directive and its facts into the HTML of its figure, complete without script.
//!
//! The HTML stands in a chapter's Markdown, where an empty line would end it: no line of a figure
//! is ever empty.

mod choices;
mod code;
mod colours;
mod commands;
mod compare;
mod diff;
mod explorer;
mod figure;
pub(crate) mod html;
mod lean;
mod listing;
mod output;
mod picture;
mod places;
mod predict;
mod quiz;
mod rejected;
mod repairs;
mod shuffle;
mod variables;

pub use choices::{Choices, choices, pretended};
pub use code::pre;
pub use colours::coloured_lines;
pub use compare::{Side, compare};
pub use diff::distance;
pub use html::{escape, inline, preformatted};
pub use lean::share;
pub use listing::listing;
pub use quiz::quiz;
pub use rejected::{Rejected, forbidden};
