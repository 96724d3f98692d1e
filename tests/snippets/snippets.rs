//! Proves that every block of Rust written directly into a chapter or into README compiles and
//! runs, in edition 2024. The build script makes a test of each, named after its page and line.

include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));
