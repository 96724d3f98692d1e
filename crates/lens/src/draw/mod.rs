//! Drawings of a story.

pub mod paint;
pub mod text;
pub mod words;
