//! What the memory half of the lens records, and that being recorded changes nothing.
//!
//! Every program of the corpus is compiled and run as it is and recorded. The recorder is compiled
//! once, to a library, and a recorded program once for all tests, so the whole takes about a minute.

mod bench;
mod births;
mod bounds;
mod corpus;
mod garbage;
mod shown;
mod steps;
mod unchanged;
