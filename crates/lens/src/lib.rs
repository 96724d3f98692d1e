//! Asks a stable rustc about a program.
//!
//! The lens never models the borrow checker. It writes a *question*, a program made from the
//! reader's own by putting text into it, has somebody compile it, and reads the *answer* from what
//! rustc says. It is pure: no files, no processes, no threads, no clock, so it works the same behind
//! a command, in a test and in a page.
//!
//! There are two questions. [`permissions`] asks what may be done with each variable at each point,
//! for programs that compile and for programs that the borrow checker rejects. [`memory`] asks what
//! each step held, by a program that records itself while it runs. A [`story`] merges both answers,
//! and [`draw`] draws it: as text for a terminal, as SVG for a page, and in words.
//!
//! ```
//! use lens::draw::paint::Paint;
//! use lens::edition::Edition;
//! use lens::permissions::{Asking, Reading};
//! use lens::source::Source;
//!
//! let text = "fn main() {\n    let name = String::new();\n    drop(name);\n}\n";
//! let source = Source::parse(text)?;
//! let mut asking = Asking::new(&source, Edition::default(), Reading::Json);
//! while let Some(question) = asking.question() {
//!     // Compile `question.text()` with `question.arguments()`; here nobody does.
//!     asking.answer(&question, "");
//! }
//! // With a record of a run, read by `memory::read`, it has steps too.
//! let story = lens::story::tell(&source, &asking.permissions(), None);
//! for function in &story.functions {
//!     println!("{}", lens::draw::text::lanes(text, &story, function, Paint::Plain));
//! }
//! // Nothing was compiled, so nothing is told.
//! assert!(story.functions.is_empty() && !story.untold.is_empty());
//! # Ok::<(), lens::source::NotAProgram>(())
//! ```

pub mod diagnostic;
pub mod draw;
pub mod edit;
pub mod edition;
pub mod memory;
mod pattern;
pub mod permissions;
pub mod source;
pub mod story;
