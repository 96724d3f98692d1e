//! Proves that every forbidden program is rejected at the line and with the code of its marker.
//!
//! rustc is asked here without trybuild, whose comparison of the whole words is a proof of its own.

use book::name::Name;
use book::problem::Problem;
use book::rejection::{self, compiler};
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
    let rustc = RUSTC.as_ref().map_err(Problem::to_string)?;
    rejection::marked(&proofs::book(), rustc, name)
        .map(drop)
        .map_err(|problem| problem.to_string())
}
