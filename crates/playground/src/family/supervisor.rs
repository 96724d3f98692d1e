//! The process between us and a command, which sees to it that nobody is left.
//!
//! A process group loses a child that calls `setsid`, and whoever waits for orphans has to be their
//! ancestor. Making this process a subreaper would hand it the orphans of strangers, and an
//! executable of our own to start first is nothing that a library has. So the child that
//! [`std::process::Command`] forks divides once more before it becomes the command:
//!
//! ```text
//! this process ── supervisor ──┬── init of a PID namespace, where the system allows one
//!                              └── the command
//! ```
//!
//! The supervisor is a subreaper, so orphans come to it. When the command ends, or it is asked to by
//! `SIGTERM`, or the thread that started it is gone, it kills until it has no child, and leaves as
//! the command left. With a PID namespace killing the init does it: the kernel lets nobody escape,
//! nobody fork in between, and nobody inside see the supervisor. Without one it searches `/proc` for
//! its children and kills them with their groups, again and again; a program that is out to harm
//! could kill the supervisor first, unless it is confined on Linux 6.12 or newer.
//!
//! All of this happens between fork and exec, in a process that was cut from one with threads:
//! only system calls, nothing from the heap, no panic.

use super::orphans::{kill_until_nobody_is_left, reap};
use crate::bounded::Bounds;
use crate::confinement::Prepared;
use nix::fcntl::{OFlag, open};
use nix::libc;
use nix::sched::{CloneFlags, unshare};
use nix::sys::prctl;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{SigHandler, SigSet, Signal, kill, signal};
use nix::sys::stat::Mode;
use nix::unistd::{ForkResult, Pid, fork, getppid, pause, setsid, write};
use std::ffi::CStr;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

/// What is decided before the fork.
pub(super) struct Plan {
    /// The process that asks.
    parent: Pid,
    limits: [(Resource, u64, u64); 6],
    confined: Option<Prepared>,
    /// What is written for the namespace: its maps of users and of groups, and the most processes.
    user: String,
    group: String,
    most: Option<String>,
}

impl Plan {
    /// For a command with these bounds, on a system that has `threads` already.
    pub(super) fn new(bounds: Bounds, threads: u16, confined: Option<Prepared>) -> Plan {
        let seconds = bounds.cpu.as_secs().max(1);
        let most = bounds.threads as u64;
        let threads = u64::from(threads) + most;
        // As root in its namespace the command would have all privileges there.
        let map = |id: u32| format!("{} {id} 1", if id == 0 { 65534 } else { id });
        Plan {
            parent: Pid::this(),
            limits: [
                (Resource::RLIMIT_CORE, 0, 0),
                (Resource::RLIMIT_AS, bounds.memory, bounds.memory),
                (Resource::RLIMIT_STACK, bounds.stack, bounds.stack),
                (Resource::RLIMIT_FSIZE, bounds.file, bounds.file),
                // One second to end by itself.
                (Resource::RLIMIT_CPU, seconds, seconds + 1),
                // Counts everything of this user, and does not bind root.
                (Resource::RLIMIT_NPROC, threads, threads),
            ]
            .map(|(resource, soft, hard)| {
                // Nobody may raise what this process is bound to itself.
                let (_, most) = getrlimit(resource).unwrap_or((0, u64::MAX));
                (resource, soft.min(most), hard.min(most))
            }),
            confined,
            user: map(nix::unistd::geteuid().as_raw()),
            group: map(nix::unistd::getegid().as_raw()),
            // The least that the kernel takes depends on its processors.
            most: has_own_numbers().then(|| most.max(1024).to_string()),
        }
    }
}

/// Whether each PID namespace has a highest number of its own, which binds root too. Before that
/// was so, writing it would have been for the whole system.
fn has_own_numbers() -> bool {
    let version = || {
        let system = nix::sys::utsname::uname().ok()?;
        let mut parts = system.release().to_str()?.split(['.', '-']);
        let major: u32 = parts.next()?.parse().ok()?;
        Some((major, parts.next()?.parse::<u32>().ok()?))
    };
    version().is_some_and(|version| version >= (6, 14))
}

/// Divides the forked child: returns in the process that becomes the command, and never in the
/// supervisor.
pub(super) fn split(plan: &mut Plan) -> io::Result<()> {
    SigSet::all().thread_set_mask()?;
    reset(Signal::SIGCHLD, SigHandler::SigDfl)?;
    prctl::set_pdeathsig(Signal::SIGTERM)?;
    if getppid() != plan.parent {
        leave(1);
    }
    prctl::set_child_subreaper(true)?;
    let init = if enter_namespace(plan) {
        Some(start_init(plan)?)
    } else {
        None
    };
    match divide()? {
        ForkResult::Parent { child } => supervise(init, child),
        ForkResult::Child => become_command(plan),
    }
}

/// What is left to do before exec.
fn become_command(plan: &mut Plan) -> io::Result<()> {
    // However many there are of it, this process has its turn.
    // SAFETY: a system call on this process.
    #[allow(unsafe_code)]
    let _ = unsafe { libc::nice(10) };
    // Its own session: its groups are nobody else's, and there is no terminal to read from.
    setsid()?;
    for (resource, soft, hard) in plan.limits {
        setrlimit(resource, soft, hard)?;
    }
    if let Some(confined) = &mut plan.confined {
        confined.enter()?;
    }
    Ok(SigSet::empty().thread_set_mask()?)
}

/// Has the children that come be in a PID namespace, if that is allowed.
fn enter_namespace(plan: &Plan) -> bool {
    let alone = CloneFlags::CLONE_NEWPID;
    let with_users = alone | CloneFlags::CLONE_NEWUSER;
    // A namespace of users takes root's power over the system away, and over other people's files:
    // right for a stranger's program, wrong for a compiler that root runs.
    let (first, second) = match plan.confined {
        Some(_) => (with_users, alone),
        None => (alone, with_users),
    };
    let entered = [first, second]
        .into_iter()
        .find(|flags| unshare(*flags).is_ok());
    if entered == Some(with_users) {
        // Unwritten, the command is nobody but keeps its rights to files.
        put(c"/proc/self/setgroups", b"deny");
        put(c"/proc/self/uid_map", plan.user.as_bytes());
        put(c"/proc/self/gid_map", plan.group.as_bytes());
    }
    entered.is_some()
}

fn put(path: &CStr, text: &[u8]) {
    if let Ok(file) = open(path, OFlag::O_WRONLY, Mode::empty()) {
        let _ = write(&file, text);
    }
}

/// The first process of the namespace; it takes orphans over and dies with the supervisor.
fn start_init(plan: &Plan) -> io::Result<Pid> {
    match divide()? {
        ForkResult::Parent { child } => Ok(child),
        ForkResult::Child => {
            let _ = prctl::set_pdeathsig(Signal::SIGKILL);
            if let Some(most) = &plan.most {
                put(c"/proc/sys/kernel/pid_max", most.as_bytes());
            }
            // Ignored, ended children need no waiting for.
            let _ = reset(Signal::SIGCHLD, SigHandler::SigIgn);
            close_everything();
            loop {
                pause();
            }
        }
    }
}

fn supervise(init: Option<Pid>, command: Pid) -> ! {
    // The pipes and the channel by which `spawn` learns of exec are not for us.
    close_everything();
    // No core file and no debugger for this process, whatever it dies of.
    let _ = prctl::set_dumpable(false);
    let status = attend(command);
    match init {
        Some(init) => {
            let _ = kill(init, Signal::SIGKILL);
            while reap(0).is_ok() {}
        }
        None => kill_until_nobody_is_left(),
    }
    match status {
        Some(status) => leave_as(status),
        None => leave(1),
    }
}

/// Waits for the command; `None` when it has to be killed.
fn attend(command: Pid) -> Option<ExitStatus> {
    let mut calls = SigSet::empty();
    calls.add(Signal::SIGCHLD);
    calls.add(Signal::SIGTERM);
    loop {
        while let Ok((process, status)) = reap(libc::WNOHANG) {
            if process == command {
                return Some(status);
            }
        }
        if calls.wait() != Ok(Signal::SIGCHLD) {
            return None;
        }
    }
}

/// Ends this process as another one ended.
fn leave_as(status: ExitStatus) -> ! {
    if let Some(number) = status.signal() {
        // SAFETY: system calls on this process, which has one thread.
        #[allow(unsafe_code)]
        unsafe {
            libc::signal(number, libc::SIG_DFL);
            libc::kill(libc::getpid(), number);
        }
        // Pending until now, it is delivered here.
        let _ = SigSet::empty().thread_set_mask();
    }
    leave(status.code().unwrap_or(1))
}

fn leave(code: i32) -> ! {
    // SAFETY: ends the process without running anything that belongs to the one it was cut from.
    #[allow(unsafe_code)]
    unsafe {
        libc::_exit(code)
    }
}

fn divide() -> nix::Result<ForkResult> {
    // SAFETY: this process was forked itself and has one thread; both halves do system calls only.
    #[allow(unsafe_code)]
    unsafe {
        fork()
    }
}

fn reset(which: Signal, to: SigHandler) -> nix::Result<()> {
    // SAFETY: no handler of ours is installed.
    #[allow(unsafe_code)]
    unsafe {
        signal(which, to).map(drop)
    }
}

fn close_everything() {
    // SAFETY: from here on this process uses no descriptor that it did not open itself.
    #[allow(unsafe_code)]
    unsafe {
        if libc::syscall(libc::SYS_close_range, 0, u32::MAX, 0) != 0 {
            // Before Linux 5.9; `spawn` would wait for ever for a descriptor left open.
            for descriptor in 0..65536 {
                libc::close(descriptor);
            }
        }
    }
}
