//! Permissions: what each variable may do at each point of a program.
//!
//! [`Asking`] writes the question, a text to compile; somebody compiles it and gives back what
//! rustc printed; a second question may follow about what the first could not tell. The facts are
//! rustc's, and what it does not tell is told as such.
//!
//! ```
//! use lens::permissions::Asking;
//! use lens::source::Source;
//!
//! let source = Source::parse("fn main() { let name = String::new(); drop(name); }")?;
//! let (mut asking, question) = Asking::new(&source);
//! // Compile `question.text()` with `Question::ARGUMENTS` and give its standard error here.
//! let second_question = asking.answer(&question, "");
//! assert!(second_question.is_none());
//! // Nothing was compiled, so nothing is told.
//! assert_eq!(asking.permissions().untold.len(), 1);
//! # Ok::<(), lens::source::NotAProgram>(())
//! ```

mod answers;
mod asking;
mod bindings;
mod copies;
mod labels;
mod model;
mod outline;
mod probe;
mod sites;
mod states;
mod walk;

pub use asking::{Asking, Question};
pub use model::{
    BodyPermissions, Holds, Permissions, Place, PointAfter, Reason, State, StateAt, Untold,
    VariablePermissions,
};
