//! Permissions: what each variable may do at each point of a program.
//!
//! [`Asking`] writes questions, texts to compile; somebody compiles them and gives back what rustc
//! printed. A program that is not too large takes one, and a second about what the first could not
//! tell. The facts are rustc's, and what it does not tell is told as such.
//!
//! ```
//! use lens::edition::Edition;
//! use lens::permissions::{Asking, Reading};
//! use lens::source::Source;
//!
//! let source = Source::parse("fn main() { let name = String::new(); drop(name); }")?;
//! let mut asking = Asking::new(&source, Edition::default(), Reading::Json);
//! while let Some(question) = asking.question() {
//!     // Compile `question.text()` with `question.arguments()` and give its standard error here.
//!     asking.answer(&question, "");
//! }
//! // Nothing was compiled, so nothing is told.
//! assert_eq!(asking.permissions().untold.len(), 1);
//! # Ok::<(), lens::source::NotAProgram>(())
//! ```

mod adaptation;
mod answers;
mod asking;
mod bindings;
mod copies;
mod labels;
mod model;
mod outline;
mod portions;
mod probe;
mod settled;
mod sites;
mod states;
mod walk;
mod ways;

pub use asking::{Asking, Question, Reading};
pub(crate) use labels::{Meaning, meaning};
pub use model::{
    BodyPermissions, Holds, Permissions, Place, PointAfter, Pointed, Reason, Rejection, State,
    StateAt, Untold, VariablePermissions,
};
