//! Proves that the story of every program is still the one that a page draws: what rustc says of its
//! variables at every line, and what a run of it holds in memory at every step.

use book::name::Name;
use book::problem::Problem;
use book::project::Project;
use book::rejection::compiler;
use book::story;
use playground::Rustc;
use std::process::ExitCode;
use std::sync::LazyLock;

fn main() -> ExitCode {
    proofs::each(|_| "has its story".into(), proofs::programs().names(), told)
}

static RUSTC: LazyLock<Result<Rustc, Problem>> = LazyLock::new(|| compiler(&proofs::book()));

fn told(name: &Name) -> Result<(), String> {
    let rustc = RUSTC.as_ref().map_err(Problem::to_string)?;
    let story = story::fact(&proofs::book(), rustc, name).map_err(|problem| problem.to_string())?;
    proofs::is_accepted(name, &Project::story_file(name), &story)
}
