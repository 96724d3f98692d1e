//! Proves that every option of every quiz does what it claims.
//!
//! What an option says is compared with committed facts: outputs, stories and markers. That these are
//! still what rustc and a run say is proved by `listings`, `stories` and `markers`.

use book::name::Name;
use book::quiz::{self, Quiz};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::LazyLock;

/// All quizzes with their chapters, or what is wrong with how one is written.
static QUIZZES: LazyLock<Result<Vec<(PathBuf, Quiz)>, String>> =
    LazyLock::new(|| quiz::all(&proofs::book()).map_err(|problem| problem.to_string()));

fn main() -> ExitCode {
    let quizzes = QUIZZES
        .as_ref()
        .unwrap_or_else(|problem| panic!("{problem}"));
    proofs::each(
        |_| "says what is so".into(),
        quizzes.iter().map(|(_, quiz)| &quiz.name),
        says_what_is_so,
    )
}

fn says_what_is_so(name: &Name) -> Result<(), String> {
    let quizzes = QUIZZES.as_ref().map_err(String::clone)?;
    let found = quizzes.iter().find(|(_, quiz)| quiz.name == *name);
    let (file, quiz) = found.ok_or_else(|| format!("there is no quiz `{name}`"))?;
    quiz::check(&proofs::book(), &proofs::programs(), quiz, file)
        .map(drop)
        .map_err(|problem| problem.to_string())
}
