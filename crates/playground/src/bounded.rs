//! Runs one command until it ends, or until it has used up its time or its output.
//!
//! A book is read with patience but built without: a listing that loops for ever, or prints for
//! ever, must stop the author with a sentence and not the machine.

use process_wrap::std::{ChildWrapper, CommandWrap};
use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How much a command may use before it is stopped.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Wall time from start to end.
    pub time: Duration,
    /// Bytes on standard output, and as many again on standard error.
    pub output: usize,
    /// Bytes of address space, enforced by Linux; beyond them an allocation fails.
    pub memory: u64,
}

impl Bounds {
    /// For a program of the book: generous for a slow machine, short for an author who waits.
    pub const PROGRAM: Bounds = Bounds {
        time: Duration::from_secs(10),
        output: 64 * 1024,
        memory: 1 << 30,
    };

    /// For one run of the compiler on one program.
    pub const COMPILER: Bounds = Bounds {
        time: Duration::from_secs(60),
        output: 4 * 1024 * 1024,
        memory: 8 << 30,
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
    /// Stopped after this time.
    OutOfTime(Duration),
    /// Stopped when a stream passed this many bytes.
    TooMuchOutput(usize),
}

/// Runs `command` with an empty standard input and collects what it prints.
///
/// The command leads a process group of its own (on Windows a job), and the whole group is killed
/// when a bound is reached, so children that it started die with it.
///
/// # Errors
/// When the command cannot be started or waited for.
pub fn run(mut command: Command, bounds: Bounds) -> io::Result<Finished> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(target_os = "linux")]
    limit_memory(&mut command, bounds.memory);
    let mut wrapped = CommandWrap::from(command);
    #[cfg(unix)]
    wrapped.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    wrapped.wrap(process_wrap::std::JobObject);

    let deadline = Instant::now() + bounds.time;
    let mut child = wrapped.spawn()?;
    let (sender, streams) = channel();
    if let Some(pipe) = child.stdout().take() {
        read_in_background(pipe, bounds.output, Stream::Stdout, sender.clone());
    }
    if let Some(pipe) = child.stderr().take() {
        read_in_background(pipe, bounds.output, Stream::Stderr, sender);
    }
    let mut finished = Finished {
        stdout: Vec::new(),
        stderr: Vec::new(),
        ending: Ending::OutOfTime(bounds.time),
    };
    let stopped = collect(&streams, deadline, bounds, &mut finished);
    let exited = match stopped {
        None => wait_until(child.as_mut(), deadline)?,
        Some(_) => None,
    };
    match (stopped, exited) {
        (None, Some(status)) => finished.ending = Ending::Exited(status),
        (stopped, _) => {
            finished.ending = stopped.unwrap_or(Ending::OutOfTime(bounds.time));
            // The group may have ended between the bound and the kill; waiting reaps it.
            let _ = child.start_kill();
            child.wait()?;
            // What was printed before the kill is worth showing.
            let grace = Instant::now() + Duration::from_millis(200);
            collect(&streams, grace, bounds, &mut finished);
        }
    }
    Ok(finished)
}

/// Has the command begin with a bound on its address space, and leave no core file.
#[cfg(target_os = "linux")]
fn limit_memory(command: &mut Command, bytes: u64) {
    use nix::sys::resource::{Resource, setrlimit};
    use std::os::unix::process::CommandExt;
    let limit = move || {
        setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
        Ok(setrlimit(Resource::RLIMIT_AS, bytes, bytes)?)
    };
    // SAFETY: between fork and exec only `setrlimit` is called, a plain system call that neither
    // allocates nor takes a lock.
    #[allow(unsafe_code)]
    unsafe {
        command.pre_exec(limit);
    }
}

#[derive(Clone, Copy)]
enum Stream {
    Stdout,
    Stderr,
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

/// Waits for both streams to close; the bound that was reached first, if one was.
fn collect(
    streams: &Receiver<(Stream, Vec<u8>)>,
    deadline: Instant,
    bounds: Bounds,
    finished: &mut Finished,
) -> Option<Ending> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match streams.recv_timeout(left) {
            Ok((stream, mut bytes)) => {
                let over = bytes.len() > bounds.output;
                bytes.truncate(bounds.output);
                match stream {
                    Stream::Stdout => finished.stdout = bytes,
                    Stream::Stderr => finished.stderr = bytes,
                }
                if over {
                    return Some(Ending::TooMuchOutput(bounds.output));
                }
            }
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => return Some(Ending::OutOfTime(bounds.time)),
        }
    }
}

/// Waits for a child whose streams are closed; `None` when the deadline comes first.
fn wait_until(child: &mut dyn ChildWrapper, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(1));
    }
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
        memory: 1 << 30,
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
