//! Runs one command until it ends, or until it has used up its time or its output.
//!
//! A book is read with patience but built without: a listing that loops for ever, or prints for
//! ever, must stop the author with a sentence and not the machine.

use crate::confinement::Confinement;
use crate::family::{self, Family};
use std::fmt;
use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How much a command may use before it is stopped.
///
/// Time and output are bounded everywhere, the rest on Linux.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Wall time from start to end.
    pub time: Duration,
    /// Processor time of each process, in whole seconds.
    pub cpu: Duration,
    /// Bytes on standard output, and as many again on standard error.
    pub output: usize,
    /// Bytes of address space of each process; beyond them an allocation fails.
    pub memory: u64,
    /// Bytes of the first thread's stack, enforced on Linux.
    pub stack: u64,
    /// Bytes of each file that is written.
    pub file: u64,
    /// Threads of all processes together, counted now and then, so a burst gets somewhat further.
    pub threads: usize,
}

impl Bounds {
    /// For a program of the book: generous for a slow machine, short for an author who waits.
    pub const PROGRAM: Bounds = Bounds {
        time: Duration::from_secs(10),
        cpu: Duration::from_secs(20),
        output: 64 * 1024,
        memory: 1 << 30,
        stack: 8 << 20,
        file: 64 << 20,
        threads: 128,
    };

    /// For one run of the compiler on one program.
    pub const COMPILER: Bounds = Bounds {
        time: Duration::from_secs(60),
        cpu: Duration::from_secs(120),
        output: 4 * 1024 * 1024,
        memory: 8 << 30,
        stack: 8 << 20,
        file: 1 << 30,
        threads: 512,
    };
}

/// What a command left behind.
#[derive(Debug)]
pub struct Finished {
    /// Bytes of standard output, at most [`Bounds::output`].
    pub stdout: Vec<u8>,
    /// Bytes of standard error, at most [`Bounds::output`].
    pub stderr: Vec<u8>,
    /// Whether it ended by itself.
    pub ending: Ending,
}

/// How a command came to its end.
#[derive(Clone, Copy, Debug)]
pub enum Ending {
    /// By itself, or by a signal that was not ours.
    Exited(ExitStatus),
    /// Stopped after this time, on the clock or of the processor.
    OutOfTime(Duration),
    /// Stopped when a stream passed this many bytes.
    TooMuchOutput(usize),
    /// Stopped when it ran more than this many threads.
    TooManyThreads(usize),
}

impl Ending {
    /// Whether it ended by itself and said that all is well.
    pub fn is_success(self) -> bool {
        matches!(self, Ending::Exited(status) if status.success())
    }
}

/// One predicate, as in "the program …".
impl fmt::Display for Ending {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Ending::Exited(status) => match status.code() {
                Some(code) => write!(out, "exited with status {code}"),
                // `signal: 6 (SIGABRT)`
                None => write!(
                    out,
                    "exited with {}",
                    status.to_string().replacen(':', "", 1)
                ),
            },
            Ending::OutOfTime(time) => {
                let seconds = time.as_secs_f32();
                write!(out, "did not end within {seconds} s and was stopped")
            }
            Ending::TooMuchOutput(bytes) => {
                write!(out, "printed more than {bytes} bytes and was stopped")
            }
            Ending::TooManyThreads(threads) => {
                write!(out, "ran more than {threads} threads and was stopped")
            }
        }
    }
}

/// Runs `command` with an empty standard input and collects what it prints.
///
/// Whatever it started is killed with it, when a bound is reached and also when it ends by itself.
///
/// # Errors
/// When the command cannot be started or waited for.
pub fn run(command: Command, bounds: Bounds) -> io::Result<Finished> {
    attend(command, bounds, None)
}

/// Runs a command that a stranger may have written, or that reads what a stranger wrote.
///
/// It works in the folder of its confinement and sees no variable of this process's environment but
/// the search path.
///
/// # Errors
/// As [`run`], and when the confinement cannot be made.
pub fn run_confined(
    mut command: Command,
    bounds: Bounds,
    confinement: &Confinement,
) -> io::Result<Finished> {
    let own: Vec<_> = command
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect();
    // On Windows, linkers and libraries are found by a dozen variables.
    if cfg!(unix) {
        command.env_clear();
        let kept = ["PATH", "DEVELOPER_DIR", "SDKROOT"];
        command.envs(
            kept.iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        );
    }
    let folder = confinement.folder();
    for name in ["HOME", "TMPDIR", "TMP", "TEMP"] {
        command.env(name, folder);
    }
    command.envs(own).current_dir(folder);
    attend(command, bounds, Some(confinement))
}

/// How often a command that says nothing is looked after.
const LOOK: Duration = Duration::from_millis(10);

/// How long the last that it printed is waited for; only somebody who escaped holds a stream open.
const GRACE: Duration = Duration::from_millis(200);

fn attend(
    mut command: Command,
    bounds: Bounds,
    confinement: Option<&Confinement>,
) -> io::Result<Finished> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let deadline = Instant::now() + bounds.time;
    let mut family = family::spawn(command, bounds, confinement)?;
    let (sender, streams) = channel();
    let (stdout, stderr) = family.pipes();
    if let Some(pipe) = stdout {
        read_in_background(pipe, bounds.output, Stream::Stdout, sender.clone());
    }
    if let Some(pipe) = stderr {
        read_in_background(pipe, bounds.output, Stream::Stderr, sender);
    }
    let mut finished = Finished {
        stdout: Vec::new(),
        stderr: Vec::new(),
        ending: Ending::OutOfTime(bounds.time),
    };
    let waited = wait(&mut family, &streams, deadline, bounds, &mut finished);
    // Also when it exited: on some systems what it started is still there.
    family.end()?;
    finished.ending = waited?;
    // What was printed before the kill is worth showing.
    let grace = Instant::now() + GRACE;
    while let Some(left) = grace.checked_duration_since(Instant::now()) {
        match streams.recv_timeout(left) {
            Ok((stream, bytes)) => {
                finished.ending = finished
                    .take(stream, bytes, bounds)
                    .unwrap_or(finished.ending)
            }
            Err(_) => break,
        }
    }
    Ok(finished)
}

/// Waits until the command exits or has reached a bound.
fn wait(
    family: &mut Family,
    streams: &Receiver<(Stream, Vec<u8>)>,
    deadline: Instant,
    bounds: Bounds,
    finished: &mut Finished,
) -> io::Result<Ending> {
    // Closed streams say nothing any more; then the command is looked after more and more seldom.
    let mut pause = Duration::from_micros(50);
    loop {
        match streams.recv_timeout(LOOK) {
            Ok((stream, bytes)) => {
                if let Some(ending) = finished.take(stream, bytes, bounds) {
                    return Ok(ending);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(pause);
                pause = (pause * 2).min(LOOK);
            }
        }
        if let Some(status) = family.exited()? {
            return Ok(exited(status, bounds));
        }
        if Instant::now() >= deadline {
            return Ok(Ending::OutOfTime(bounds.time));
        }
        if family.threads(bounds.threads) > bounds.threads {
            return Ok(Ending::TooManyThreads(bounds.threads));
        }
    }
}

/// An exit, unless the kernel stopped it for its use of the processor.
fn exited(status: ExitStatus, bounds: Bounds) -> Ending {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::ExitStatusExt;
        if status.signal() == Some(nix::libc::SIGXCPU) {
            return Ending::OutOfTime(bounds.cpu);
        }
    }
    let _ = bounds;
    Ending::Exited(status)
}

#[derive(Clone, Copy)]
enum Stream {
    Stdout,
    Stderr,
}

impl Finished {
    /// Takes what a stream gave; the ending when that was too much.
    fn take(&mut self, stream: Stream, mut bytes: Vec<u8>, bounds: Bounds) -> Option<Ending> {
        let over = bytes.len() > bounds.output;
        bytes.truncate(bounds.output);
        match stream {
            Stream::Stdout => self.stdout = bytes,
            Stream::Stderr => self.stderr = bytes,
        }
        over.then_some(Ending::TooMuchOutput(bounds.output))
    }
}

/// Reads `pipe` to its end or to one byte past `limit`, then sends what it read.
fn read_in_background(
    pipe: impl Read + Send + 'static,
    limit: usize,
    stream: Stream,
    sender: Sender<(Stream, Vec<u8>)>,
) {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A failed read ends the stream like its closing does.
        let _ = pipe.take(limit as u64 + 1).read_to_end(&mut bytes);
        let _ = sender.send((stream, bytes));
    });
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, bounds: Bounds) -> Finished {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, bounds).expect("a shell starts")
    }

    const SHORT: Bounds = Bounds {
        time: Duration::from_millis(300),
        output: 1000,
        ..Bounds::PROGRAM
    };

    #[test]
    fn output_and_status_are_collected() {
        let finished = shell("echo out; echo err >&2; exit 3", Bounds::PROGRAM);
        assert_eq!(finished.stdout, b"out\n");
        assert_eq!(finished.stderr, b"err\n");
        assert!(matches!(finished.ending, Ending::Exited(status) if status.code() == Some(3)));
    }

    #[test]
    fn a_command_that_never_ends_is_stopped_and_its_output_kept() {
        let finished = shell("echo begun; sleep 60", SHORT);
        assert!(matches!(finished.ending, Ending::OutOfTime(_)));
        assert_eq!(finished.stdout, b"begun\n");
    }

    #[test]
    fn a_command_that_closes_its_streams_and_goes_on_is_stopped() {
        let finished = shell("exec >&- 2>&-; sleep 60", SHORT);
        assert!(matches!(finished.ending, Ending::OutOfTime(_)));
    }

    #[test]
    fn a_child_left_behind_is_killed_with_its_parent() {
        let witness = std::env::temp_dir().join(format!("outlived-{}", std::process::id()));
        let script = format!("(sleep 1; touch {}) & wait", witness.display());
        let finished = shell(&script, SHORT);
        assert!(matches!(finished.ending, Ending::OutOfTime(_)));
        thread::sleep(Duration::from_millis(1200));
        let outlived = std::fs::remove_file(&witness).is_ok();
        assert!(!outlived, "the child went on without its parent");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_is_bounded() {
        let finished = shell("ulimit -v; ulimit -c", Bounds::PROGRAM);
        let kibibytes = (Bounds::PROGRAM.memory / 1024).to_string();
        let said = String::from_utf8(finished.stdout).expect("two numbers");
        assert_eq!(said.lines().collect::<Vec<_>>(), [&kibibytes, "0"]);
    }

    #[test]
    fn endless_output_is_stopped_at_the_bound() {
        let finished = shell(
            "while :; do echo again; done",
            Bounds {
                time: Duration::from_secs(20),
                ..SHORT
            },
        );
        assert!(matches!(finished.ending, Ending::TooMuchOutput(1000)));
        assert_eq!(finished.stdout.len(), 1000);
    }
}
