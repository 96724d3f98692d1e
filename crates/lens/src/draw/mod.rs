//! Drawings of a story: as text for a terminal, and as SVG for a page.

mod arrows;
mod bars;
mod columns;
mod lanes;
mod legend;
mod links;
mod memory;
pub mod paint;
mod rows;
mod svg;
pub mod text;
pub mod words;

pub use columns::ROW;
pub use lanes::lanes;
pub use legend::{Mark, legend};
pub use memory::{memories, memory};
pub use svg::Drawing;
