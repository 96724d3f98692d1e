//! Proves that every forbidden program is rejected at the line and with the code of its marker.
//!
//! rustc is asked here without trybuild, whose comparison of the whole words is a proof of its
//! own, and the words that are asked this way are compared too: they are what a page shows while
//! an author is still writing.

use book::bless::compiler;
use book::name::Name;
use book::problem::Problem;
use book::program::Program;
use book::project::Project;
use book::{facts, rejection};
use playground::Rustc;
use std::process::ExitCode;
use std::sync::LazyLock;

fn main() -> ExitCode {
    proofs::each("is marked", proofs::programs().forbidden.keys(), is_marked)
}

static RUSTC: LazyLock<Result<Rustc, Problem>> = LazyLock::new(|| compiler(&proofs::book()));

fn is_marked(name: &Name) -> Result<(), String> {
    let book = proofs::book();
    let file = Project::forbidden_file(name);
    let rustc = RUSTC.as_ref().map_err(Problem::to_string)?;
    let rejection = book
        .read(&file)
        .and_then(|text| Program::parse(&text, &file))
        .and_then(|program| {
            let rejection = rejection::ask(&book, rustc, name)?;
            rejection::check_marker(&file, &program, &rejection)?;
            Ok(rejection)
        })
        .map_err(|problem| problem.to_string())?;
    let stderr = Project::stderr_file(name);
    let committed = facts::committed(&book, &stderr).unwrap_or_default();
    if rejection.words == committed {
        return Ok(());
    }
    Err(format!(
        "rustc does not say what `{}` says, but:\n\n{}\nif that is right, accept it: \
         cargo run -- bless {name}",
        stderr.display(),
        rejection.words
    ))
}
