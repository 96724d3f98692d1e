//! What is commonly said of Rust and is not quite so, with what is true and the programs that show it.
//!
//! ```toml
//! [[half_truth]]
//! said = "Whenever a value goes out of scope, its destructor runs."
//! truth = "Not if it was moved out, forgotten or leaked, or if the process was aborted."
//! proofs = ["raii/forgotten"]
//! ```

use crate::appendix::Whole;
use crate::data::{self, Table};
use crate::name::Name;
use crate::problem::Problem;
use serde::Deserialize;
use toml::Spanned;

/// The stem of its table.
const TABLE: &str = "half_truths";

/// One half-truth. What is said is Markdown.
#[derive(Clone, Debug)]
pub struct HalfTruth {
    /// What is commonly said.
    pub said: String,
    /// What is true.
    pub truth: String,
    /// The programs that show it, at least one.
    pub proofs: Vec<Name>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    half_truth: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    said: Spanned<String>,
    truth: Spanned<String>,
    proofs: Vec<Spanned<String>>,
}

/// The half-truths of a book, in the order of their table.
///
/// # Errors
/// The first that cannot be read, or is proved by no program that exists.
pub fn read(whole: &Whole) -> Result<Vec<HalfTruth>, Problem> {
    let table: Table<File> = data::read(whole.project, TABLE)?;
    let entries = table.value.half_truth.iter();
    entries
        .map(|entry| {
            let said = entry.said.as_ref();
            if entry.proofs.is_empty() {
                let what = format!("`{said}` has no proof");
                let fix = "name the programs that show what is true: `proofs = [\"owners/desk\"]`";
                return Err(table.wrong(&entry.said, what, fix));
            }
            let proofs = entry.proofs.iter();
            let proofs = proofs
                .map(|name| table.program(whole.programs, name))
                .collect::<Result<_, _>>()?;
            Ok(HalfTruth {
                said: said.clone(),
                truth: entry.truth.as_ref().clone(),
                proofs,
            })
        })
        .collect()
}
