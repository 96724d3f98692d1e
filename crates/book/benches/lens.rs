//! Measures what the lens costs, over all programs of the book: ratios within one run, since machines
//! differ and are noisy: `cargo bench --bench lens`.

use anyhow::{Context, Result};
use book::project::Project;
use book::rejection;
use book::story;
use lens::draw::paint::Paint;
use lens::draw::{lanes, memories, text, words};
use lens::edition::Edition;
use lens::source::Source;
use lens::story::Story;
use playground::{Bounds, Rustc, ask};
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs of each measurement; the fastest counts, since noise only adds.
const RUNS: usize = 3;

fn main() -> Result<()> {
    let book = Project::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
    let rustc = rejection::compiler(&book)?;
    let programs = book.programs()?;
    let edition = Edition::default();
    let (mut permissions, mut memory, mut drawing) = (Vec::new(), Vec::new(), Vec::new());
    for name in programs.names() {
        let program = book.program(&story::file(&book, name))?;
        let source = Source::parse(&program.source)?;
        let plain = fastest(|| ask::check(&rustc, &program.source, edition))?;
        let asked = fastest(|| ask::permissions(&rustc, &source, edition))?;
        permissions.push(ratio(asked, plain));
        if !programs.forbidden.contains_key(name) {
            memory.push(recorded(&rustc, &source, edition)?);
        }
        let story = story::ask(&rustc, &source, edition)?.story;
        drawing.push(drawn(&program.source, &story)?.as_secs_f64() * 1000.0);
    }
    println!("{} programs", permissions.len());
    verdict(
        "permissions / rustc --emit=metadata, median",
        &mut permissions,
        50,
        2.0,
    );
    verdict(
        "permissions / rustc --emit=metadata, 95th percentile",
        &mut permissions,
        95,
        4.0,
    );
    verdict("memory / compile and run, median", &mut memory, 50, 3.0);
    verdict("drawing a story in ms, slowest", &mut drawing, 100, 5.0);
    if let Some(peak) = peak() {
        verdict("peak memory of the lens in MB", &mut [peak], 100, 50.0);
    }
    Ok(())
}

/// Recording a program and running it, against compiling and running it.
fn recorded(rustc: &Rustc, source: &Source, edition: Edition) -> Result<f64> {
    let bounds = Bounds::PROGRAM;
    let plain = fastest(|| ask::plain(rustc, source.text(), edition, bounds))?;
    let recorded = fastest(|| ask::memory(rustc, source, edition, bounds))?;
    Ok(ratio(recorded, plain))
}

/// Everything that is drawn of a story, as pictures and as words.
fn drawn(program: &str, story: &Story) -> Result<Duration> {
    fastest(|| {
        let lines = 1..=program.lines().count();
        let mut size = lanes(story, lines, "a").map_or(0, |it| it.svg.len());
        size += memories(story, "b")
            .iter()
            .map(|it| it.svg.len())
            .sum::<usize>();
        for function in &story.functions {
            size += words::lanes(function).concat().len();
            size += text::lanes(program, story, function, Paint::Plain).len();
        }
        anyhow::Ok(size)
    })
}

fn fastest<T, E>(mut work: impl FnMut() -> Result<T, E>) -> Result<Duration>
where
    E: Into<anyhow::Error>,
{
    let mut best = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        work().map_err(Into::into)?;
        let taken = start.elapsed();
        best = Some(best.map_or(taken, |best: Duration| best.min(taken)));
    }
    best.context("nothing was measured")
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// Prints a percentile, its bound, and whether it holds.
fn verdict(what: &str, figures: &mut [f64], percentile: usize, bound: f64) {
    figures.sort_by(f64::total_cmp);
    let place = (figures.len() * percentile).div_ceil(100).max(1) - 1;
    let Some(figure) = figures.get(place) else {
        return;
    };
    let holds = if *figure <= bound {
        "holds"
    } else {
        "DOES NOT HOLD"
    };
    println!("{what}: {figure:.2} (at most {bound}): {holds}");
}

/// The most memory that this process has held, in MB; Linux tells.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
