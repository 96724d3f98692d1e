//! Proves that every forbidden program is rejected at the line and with the code of its marker.
//!
//! rustc is asked here without trybuild, whose comparison of the whole words is a proof of its own.

use book::bless::compiler;
use book::name::Name;
use book::problem::Problem;
use book::program::Program;
use book::project::Project;
use book::rejection;
use playground::Rustc;
use std::process::ExitCode;
use std::sync::LazyLock;

fn main() -> ExitCode {
    proofs::each(
        |_| "is marked".into(),
        proofs::programs().forbidden.keys(),
        is_marked,
    )
}

static RUSTC: LazyLock<Result<Rustc, Problem>> = LazyLock::new(|| compiler(&proofs::book()));

fn is_marked(name: &Name) -> Result<(), String> {
    let book = proofs::book();
    let file = Project::forbidden_file(name);
    let rustc = RUSTC.as_ref().map_err(Problem::to_string)?;
    book.read(&file)
        .and_then(|text| Program::parse(&text, &file))
        .and_then(|program| {
            let rejection = rejection::ask(&book, rustc, name)?;
            rejection::check_marker(&file, &program, &rejection)
        })
        .map_err(|problem| problem.to_string())
}
