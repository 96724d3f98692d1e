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

use super::stat::{Stat, number};
use crate::bounded::Bounds;
use crate::confinement::Prepared;
use nix::errno::Errno;
use nix::fcntl::{OFlag, open};
use nix::libc;
use nix::sched::{CloneFlags, unshare};
use nix::sys::prctl;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{SigHandler, SigSet, Signal, kill, signal};
use nix::sys::stat::Mode;
use nix::unistd::{ForkResult, Pid, fork, getpgrp, getppid, pause, read, setsid, write};
use std::ffi::CStr;
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

/// What is decided before the fork.
pub(super) struct Plan {
    /// The process that asks.
    parent: Pid,
    limits: [(Resource, u64, u64); 5],
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

fn kill_until_nobody_is_left() {
    loop {
        match kill_children() {
            // Whom we have killed can be waited for; whoever they had is then ours.
            Ok(1..) => drop(reap(0)),
            Ok(0) => {}
            // Without `/proc` there is no telling whom to kill.
            Err(_) => return,
        }
        loop {
            match reap(libc::WNOHANG) {
                Ok(_) => {}
                Err(Errno::ECHILD) => return,
                Err(_) => break,
            }
        }
    }
}

/// Kills all children of this process, each with its group; how many were found.
fn kill_children() -> nix::Result<usize> {
    let me = Pid::this().as_raw();
    // A `/proc` of another namespace has other numbers; `self` shows which it is.
    if stat_of(b"self").is_none_or(|stat| stat.process != me) {
        return Err(Errno::ESRCH);
    }
    let our_group = getpgrp().as_raw();
    let folder = open(
        c"/proc",
        OFlag::O_RDONLY | OFlag::O_DIRECTORY,
        Mode::empty(),
    )?;
    let mut found = 0;
    let mut buffer = [0u8; 8192];
    loop {
        // SAFETY: the kernel writes at most as many bytes as the buffer has.
        #[allow(unsafe_code)]
        let length = unsafe {
            let place = buffer.as_mut_ptr();
            libc::syscall(
                libc::SYS_getdents64,
                folder.as_raw_fd(),
                place,
                buffer.len(),
            )
        };
        let Some(mut entries) = buffer.get(..length.try_into().unwrap_or(0)) else {
            return Ok(found);
        };
        if entries.is_empty() {
            return Ok(found);
        }
        // Each entry is inode, offset, its own length, a type, and a name that ends with 0.
        while let (Some(&[low, high]), Some(name)) = (entries.get(16..18), entries.get(19..)) {
            let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
            if let Some(process) = number(name)
                && let Some(stat) = stat_of(name)
                && stat.parent == me
            {
                found += 1;
                // One that has not come to `setsid` is still in the group of whoever asks.
                if stat.group > 1 && stat.group != our_group {
                    let _ = kill(Pid::from_raw(-stat.group), Signal::SIGKILL);
                }
                let _ = kill(Pid::from_raw(process), Signal::SIGKILL);
            }
            let length = usize::from(u16::from_ne_bytes([low, high]));
            entries = entries.get(length.max(1)..).unwrap_or_default();
        }
    }
}

/// Reads `/proc/NAME/stat`.
fn stat_of(name: &[u8]) -> Option<Stat> {
    let mut path = [0u8; 32];
    let mut rest = &mut path[..];
    for part in [b"/proc/", name, b"/stat\0"] {
        let (place, after) = rest.split_at_mut_checked(part.len())?;
        place.copy_from_slice(part);
        rest = after;
    }
    let path = CStr::from_bytes_until_nul(&path).ok()?;
    let file = open(path, OFlag::O_RDONLY, Mode::empty()).ok()?;
    let mut line = [0u8; 1024];
    let length = read(&file, &mut line).ok()?;
    Stat::parse(line.get(..length)?)
}

/// Waits for a child, with the status as the kernel gives it, also for signals without a name.
fn reap(flags: i32) -> nix::Result<(Pid, ExitStatus)> {
    let mut status = 0;
    // SAFETY: `status` is written and nothing else.
    #[allow(unsafe_code)]
    let process = unsafe { libc::waitpid(-1, &raw mut status, flags) };
    match Errno::result(process)? {
        0 => Err(Errno::EAGAIN),
        process => Ok((Pid::from_raw(process), ExitStatus::from_raw(status))),
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
