//! Being recorded changes nothing that a program prints, nor how it ends; and the record itself is
//! the same on every run.

use crate::bench::{bench, on_two_threads};
use crate::corpus::{book, corpus};
use lens::memory::Ending;
use lens::source::Source;
use playground::{Ending as RunEnding, Finished};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

#[test]
fn being_recorded_changes_nothing() {
    let mut programs = corpus();
    assert!(programs.len() >= 200, "{} programs", programs.len());
    programs.extend(book());
    let complaints = on_two_threads(&programs, |(name, text)| {
        unchanged(text).map_err(|words| format!("{name}: {words}"))
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

fn unchanged(text: &str) -> Result<(), String> {
    let plain = bench()
        .plain(text)
        .map_err(|words| format!("it is no program:\n{words}"))?;
    let plain = bench().run(&plain).finished;
    let recorded = bench().recorded(text);
    let recorded = recorded.get().ok_or("not compiled")?;
    let run = bench().run(&recorded.program);

    let out = |finished: &Finished| String::from_utf8_lossy(&finished.stdout).into_owned();
    same("standard output", &out(&plain), &out(&run.finished))?;
    let words = String::from_utf8_lossy(&run.finished.stderr);
    let source = Source::parse(text).map_err(|error| error.to_string())?;
    let words = recorded.recording.words(&source, &words);
    let plain_words = String::from_utf8_lossy(&plain.stderr);
    same(
        "standard error",
        &without_numbers(&plain_words),
        &without_numbers(&words),
    )?;
    same("the exit status", &status(&plain), &status(&run.finished))?;

    let (memory, record) = run.memory.ok_or("no record")?;
    let plainly_ended = !["exit(", "abort("].iter().any(|word| text.contains(word));
    let ended = match memory.ending {
        Ending::Bounded => true,
        Ending::Finished => plainly_ended,
        Ending::Broken => !plainly_ended,
    };
    if memory.steps.is_empty() || !ended {
        let steps = memory.steps.len();
        return Err(format!("{:?} after {steps} steps", memory.ending));
    }
    // Threads take turns as they like.
    if text.contains("thread::") {
        return Ok(());
    }
    let again = run_at_fixed_addresses(&recorded.program);
    let (_, again) = again.memory.ok_or("no second record")?;
    same("the second record", &record, &again)
}

fn same(what: &str, one: &str, other: &str) -> Result<(), String> {
    match one == other {
        true => Ok(()),
        false => Err(format!("{what} is\n{other}\ninstead of\n{one}")),
    }
}

/// The second run is one without random addresses, where the system lets us ask for it.
fn run_at_fixed_addresses(program: &Path) -> crate::bench::Run {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    let fixed = |program: &Path| {
        let mut command = Command::new("setarch");
        command.arg("-R").arg(program);
        command
    };
    let available = AVAILABLE.get_or_init(|| {
        let tried = fixed(Path::new("true")).output();
        let available = tried.is_ok_and(|output| output.status.success());
        if !available {
            eprintln!("skipped: `setarch -R` is missing, so all addresses are random");
        }
        available
    });
    match available {
        true => bench().run_through(fixed(program), program),
        false => bench().run(program),
    }
}

/// `thread 'main' (1234) panicked`, without the number; and without the frames of a backtrace, each
/// of which is a number and an address, and maybe a place.
fn without_numbers(words: &str) -> String {
    let frame = |line: &str| match line.trim_start().split_once(": ") {
        Some((number, _)) => number.bytes().all(|letter| letter.is_ascii_digit()),
        None => line.trim_start().starts_with("at "),
    };
    let line = |line: &str| {
        let numbered = line.split_once("' (").and_then(|(before, rest)| {
            let (number, after) = rest.split_once(')')?;
            let number = number.bytes().all(|letter| letter.is_ascii_digit());
            (number && before.starts_with("thread '")).then(|| format!("{before}'{after}\n"))
        });
        numbered.unwrap_or_else(|| format!("{line}\n"))
    };
    words
        .lines()
        .filter(|line| !frame(line))
        .map(line)
        .collect()
}

fn status(finished: &Finished) -> String {
    match finished.ending {
        RunEnding::Exited(status) => status.to_string(),
        other => format!("{other:?}"),
    }
}
