//! Proves that every program under `examples/` still prints what the book shows.
//!
//! A page shows the snapshot that is compared here. With `CANARY` set, for a compiler that is not the
//! book's own, only what the program itself did is compared, and not the compiler's wording.

use book::facts;
use book::listings::{self, Built};
use book::name::Name;
use book::problem::Problem;
use book::project::Project;
use book::record::Record;
use std::process::ExitCode;
use std::sync::LazyLock;

fn main() -> ExitCode {
    proofs::each(|_| "prints".into(), proofs::programs().runnable(), prints)
}

/// All listings, built by one run of cargo when the first is asked for.
static BUILT: LazyLock<Result<Built, Problem>> =
    LazyLock::new(|| listings::build(&proofs::book(), &[]));

fn prints(name: &Name) -> Result<(), String> {
    let built = BUILT.as_ref().map_err(Problem::to_string)?;
    let record = built.run(name).map_err(|problem| problem.to_string())?;
    if std::env::var_os("CANARY").is_some() {
        return did_the_same(name, &record);
    }
    proofs::is_accepted(name, &Project::snapshot_file(name), &record.to_text())
}

/// Compares standard output and exit status alone.
fn did_the_same(name: &Name, record: &Record) -> Result<(), String> {
    let committed = facts::committed(&proofs::book(), &Project::snapshot_file(name));
    let before = committed
        .and_then(|text| Record::parse(&text))
        .unwrap_or_default();
    let did = |record: &Record| (record.stdout.clone(), record.exit_status.clone());
    if did(&before) == did(record) {
        return Ok(());
    }
    Err(format!(
        "{name} did {:?} and does {:?} with this compiler",
        did(&before),
        did(record)
    ))
}
