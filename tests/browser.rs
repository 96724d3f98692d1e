//! Proves in a real browser what readers meet: pages that are quiet, private and accessible, and
//! components that do what they say.
//!
//! The book is built and served by the test itself, and Chromium is started by it through
//! chromedriver, each on a free port. Without a browser the tests are skipped, aloud; where `CI` is
//! set, that is a failure.

/// Helpers and tests, in `tests/browser/`.
mod browser {
    pub mod accessible;
    pub mod browsers;
    pub mod command;
    pub mod driver;
    pub mod every_page;
    pub mod explorer;
    pub mod frame;
    pub mod no_script;
    pub mod pictures;
    pub mod program;
    pub mod progress;
    pub mod questions;
    pub mod readers;
    pub mod sites;
    pub mod visitor;
    pub mod walks;
    pub mod world;
}

use anyhow::Result;
use browser::driver::Tools;
use browser::world::World;
use browser::{
    accessible, every_page, explorer, frame, no_script, pictures, program, progress, questions,
    readers, walks,
};
use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;

/// Browsers at once: each takes most of a core.
const MOST: usize = 4;

fn main() -> ExitCode {
    match Tools::find() {
        Ok(tools) => run(tools).unwrap_or_else(|error| {
            eprintln!("error: {}", book::explain(&error));
            ExitCode::FAILURE
        }),
        Err(missing) => skipped(&missing),
    }
}

fn run(tools: Tools) -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(cores.min(MOST));
    let (world, driver) = World::start(tools)?;
    let tests = [
        readers::tests(&world),
        every_page::tests(&world),
        accessible::tests(&world),
        no_script::tests(&world),
        frame::tests(&world),
        program::tests(&world),
        explorer::tests(&world),
        questions::tests(&world),
        progress::tests(&world),
        walks::tests(&world),
        pictures::tests(&world),
    ];
    let mut tests: Vec<Trial> = tests.into_iter().flatten().collect();
    // So start the tests of every harness, from which `slowest.rs` knows how long each took.
    tests.sort_by(|one, other| one.name().cmp(other.name()));
    let conclusion = libtest_mimic::run(&arguments, tests);
    drop(driver);
    Ok(conclusion.exit_code())
}

/// Says what was not proved and how to get what is missing.
fn skipped(missing: &str) -> ExitCode {
    let words = format!(
        "the tests in a real browser, since {missing}; \
         get both with `apt-get install chromium chromium-driver` (Debian), or from \
         https://googlechromelabs.github.io/chrome-for-testing/"
    );
    if std::env::var_os("CI").is_some() {
        eprintln!("error: cannot run {words}");
        return ExitCode::FAILURE;
    }
    println!("skipped: {words}");
    ExitCode::SUCCESS
}
