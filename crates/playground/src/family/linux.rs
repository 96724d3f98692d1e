//! On Linux: the child of this process is the [`supervisor`], and the command is a child of it.

use super::stat::{Stat, number};
use super::supervisor::{self, Plan};
use crate::bounded::Bounds;
use crate::confinement::Confinement;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::collections::HashMap;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus};
use std::time::{Duration, Instant};

/// A running command with what it started.
pub(crate) struct Family {
    supervisor: Child,
    /// Threads of the whole system when it started.
    before: u16,
    /// When all processes of the system were searched last.
    searched: Instant,
}

/// How long a glance is trusted: threads of others that end hide as many of ours.
const GLANCES: Duration = Duration::from_millis(250);

/// Starts a command under a supervisor of its own.
pub(crate) fn spawn(
    mut command: Command,
    bounds: Bounds,
    confinement: Option<&Confinement>,
) -> io::Result<Family> {
    let confined = confinement.map(Confinement::prepare).transpose()?;
    let before = threads_of_all();
    let mut plan = Plan::new(bounds, before, confined);
    // SAFETY: between fork and exec, `supervisor::split` keeps to what may be done there: system
    // calls, no memory from the heap, no lock, no panic.
    #[allow(unsafe_code)]
    unsafe {
        command.pre_exec(move || supervisor::split(&mut plan));
    }
    let supervisor = command.spawn()?;
    Ok(Family {
        supervisor,
        before,
        searched: Instant::now(),
    })
}

impl Family {
    /// Standard output and standard error, once.
    pub(crate) fn pipes(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        (self.supervisor.stdout.take(), self.supervisor.stderr.take())
    }

    /// How the command exited, if it did; then nobody is left.
    pub(crate) fn exited(&mut self) -> io::Result<Option<ExitStatus>> {
        self.supervisor.try_wait()
    }

    /// About how many threads run, at a glance: the whole system is only searched now and then, and
    /// when it has more than before by `enough`, since that takes milliseconds.
    pub(crate) fn threads(&mut self, enough: usize) -> usize {
        let more = threads_of_all().saturating_sub(self.before);
        if usize::from(more) < enough && self.searched.elapsed() < GLANCES {
            return usize::from(more);
        }
        self.searched = Instant::now();
        let processes = processes();
        let root = self.supervisor.id() as i32;
        let is_ours = |mut process: i32| {
            // As long as the chain of parents can be, and no longer: it was read while it changed.
            for _ in 0..processes.len() {
                match processes.get(&process) {
                    Some(stat) if stat.parent == root => return true,
                    Some(stat) => process = stat.parent,
                    None => return false,
                }
            }
            false
        };
        let ours = processes.iter().filter(|(process, _)| is_ours(**process));
        ours.map(|(_, stat)| stat.threads).sum()
    }

    /// Has the supervisor kill everybody, and waits until it has.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        // Once it is waited for, its number may be somebody else's.
        if self.supervisor.try_wait()?.is_none() {
            kill(Pid::from_raw(self.supervisor.id() as i32), Signal::SIGTERM)?;
        }
        self.supervisor.wait().map(drop)
    }
}

/// Threads of the whole system; 0 where that is not told.
fn threads_of_all() -> u16 {
    nix::sys::sysinfo::sysinfo().map_or(0, |system| system.process_count())
}

/// All processes of the system by number.
fn processes() -> HashMap<i32, Stat> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let stats = entries.filter_map(|entry| {
        let process = number(entry.file_name().as_bytes())?;
        let line = std::fs::read(entry.path().join("stat")).ok()?;
        Some((process, Stat::parse(&line)?))
    });
    stats.collect()
}
