//! `cargo slowest` is `cargo test` with a list of the ten slowest tests at its end; what stands behind
//! it is passed on: `cargo slowest --test browser`.
//!
//! A stable toolchain does not say how long a test took, but it follows from when each ended. Tests
//! start in the order of their names, and one starts whenever another has ended, with as many at once
//! as we ask for.

use std::cmp::Reverse;
use std::env;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How many are listed.
const LISTED: usize = 10;

/// Tests at once, at most: as many as there are browsers at once.
const MOST: usize = 4;

/// A line, or the name of a test, and when it came.
type At = (Instant, String);

fn main() -> ExitCode {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(MOST);
    let begun = Instant::now();
    let given: Vec<String> = env::args().skip(1).collect();
    let mut parts = given.splitn(2, |it| it == "--");
    let spawned = Command::new("cargo")
        .arg("test")
        .args(parts.next().unwrap_or_default())
        .args(["--", &format!("--test-threads={threads}")])
        .args(parts.next().unwrap_or_default())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut cargo = match spawned {
        Ok(cargo) => cargo,
        Err(error) => {
            eprintln!("error: cargo cannot be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (sender, lines) = mpsc::channel();
    pass_on(cargo.stdout.take(), sender.clone());
    pass_on(cargo.stderr.take(), sender);
    let mut files = Files {
        threads,
        ..Files::default()
    };
    for line in lines {
        files.read(line);
    }
    files.end(Instant::now());
    let status = cargo.wait();
    files.list(begun.elapsed());
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Shows what comes, and hands it over line by line.
fn pass_on(stream: Option<impl Read + Send + 'static>, lines: Sender<At>) {
    thread::spawn(move || {
        let stream = BufReader::new(stream.expect("it is piped"));
        for line in stream.split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            println!("{line}");
            let _ = lines.send((Instant::now(), line));
        }
    });
}

/// What has been said so far.
#[derive(Default)]
struct Files {
    /// Tests at once.
    threads: usize,
    /// The file of tests that runs, and since when.
    running: Option<At>,
    /// Since when its tests run, and when each of them ended.
    tests: Option<(Instant, Vec<At>)>,
    /// What has ended.
    took: Vec<(Duration, String)>,
}

impl Files {
    fn read(&mut self, (at, line): At) {
        let line = line.trim();
        if let Some(file) = file(line) {
            self.end(at);
            self.running = Some((at, file));
        } else if line.starts_with("running ") {
            self.tests = Some((at, Vec::new()));
        } else if let (Some((_, ended)), Some(name)) = (&mut self.tests, ended(line)) {
            ended.push((at, name));
        }
    }

    /// The file that runs has ended.
    fn end(&mut self, at: Instant) {
        let Some((since, file)) = self.running.take() else {
            return;
        };
        match self.tests.take() {
            Some((since, ended)) => {
                let took = durations(since, &ended, self.threads);
                let named = took
                    .into_iter()
                    .map(|(took, name)| (took, format!("{file}: {name}")));
                self.took.extend(named);
            }
            // Without a list of tests it is one.
            None => self.took.push((at - since, file)),
        }
    }

    fn list(mut self, whole: Duration) {
        self.took.sort_by_key(|(took, _)| Reverse(*took));
        println!(
            "\nThe slowest of {} tests, which took {:.0} s in all:",
            self.took.len(),
            whole.as_secs_f64()
        );
        for (took, test) in self.took.iter().take(LISTED) {
            println!("{:7.1} s  {test}", took.as_secs_f64());
        }
    }
}

/// The name in `Running tests/story.rs (target/debug/deps/story-eed2fc3722ff2cd4)`: `story`.
fn file(line: &str) -> Option<String> {
    if let Some(library) = line.strip_prefix("Doc-tests ") {
        return Some(format!("documentation of {library}"));
    }
    let program = line.strip_prefix("Running ")?.rsplit(['/', '\\']).next()?;
    Some(program.rsplit_once('-')?.0.to_owned())
}

/// The name in `test [prints] moves/assignment  ... ok`: `moves/assignment`.
fn ended(line: &str) -> Option<String> {
    let (name, _) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let name = name.split_once("] ").map_or(name, |(_, name)| name);
    Some(name.trim().to_owned())
}

/// How long each test took, of tests that began in the order of their names, `threads` of them at once.
fn durations(since: Instant, ended: &[At], threads: usize) -> Vec<(Duration, String)> {
    let mut by_name: Vec<&At> = ended.iter().collect();
    by_name.sort_by_key(|(_, name)| name);
    let took = by_name.iter().enumerate().map(|(number, (end, name))| {
        let made_room = number.checked_sub(threads).map(|it| ended[it].0);
        let took = end.saturating_duration_since(made_room.unwrap_or(since));
        (took, name.clone())
    });
    took.collect()
}

#[test]
fn a_test_begins_when_another_has_made_room() {
    let since = Instant::now();
    let at = |seconds, name: &str| (since + Duration::from_secs(seconds), name.to_owned());
    let ended = [at(1, "b"), at(3, "c"), at(4, "d"), at(5, "a")];
    let seconds = durations(since, &ended, 2).into_iter();
    let seconds: Vec<_> = seconds.map(|(took, name)| (took.as_secs(), name)).collect();
    let expected = [(5, "a"), (1, "b"), (2, "c"), (1, "d")];
    assert_eq!(
        seconds,
        expected.map(|(took, name)| (took, name.to_owned()))
    );
}

#[test]
fn names_are_read_as_cargo_and_the_tests_write_them() {
    let running = "Running tests/story.rs (target/debug/deps/story-eed2fc3722ff2cd4)";
    assert_eq!(file(running).as_deref(), Some("story"));
    let line = "test [prints] moves/assignment                  ... ok";
    assert_eq!(ended(line).as_deref(), Some("moves/assignment"));
    assert_eq!(ended("test result: ok. 50 passed; 0 failed"), None);
}
