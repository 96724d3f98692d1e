//! Children of a process, killed until there is none, also those that it has not started itself.
//!
//! A subreaper is handed the orphans of its descendants, and only `/proc` tells who they are. All of
//! this runs in the [`supervisor`](super::supervisor), which allocates nothing.

use super::stat::{Stat, number};
use nix::errno::Errno;
use nix::fcntl::{OFlag, open};
use nix::libc;
use nix::sys::signal::{Signal, kill};
use nix::sys::stat::Mode;
use nix::unistd::{Pid, getpgrp, read};
use std::ffi::CStr;
use std::os::fd::AsRawFd;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

/// Kills all children of this process, and theirs when they come, until there is none.
pub(super) fn kill_until_nobody_is_left() {
    loop {
        loop {
            match reap(libc::WNOHANG) {
                Ok(_) => {}
                Err(Errno::ECHILD) => return,
                Err(_) => break,
            }
        }
        match kill_children() {
            // Whom we have killed can be waited for; whoever they had is then ours.
            Ok(1..) => drop(reap(0)),
            Ok(0) => {}
            // Without `/proc` there is no telling whom to kill.
            Err(_) => return,
        }
    }
}

/// Waits for a child, with the status as the kernel gives it, also for signals without a name.
pub(super) fn reap(flags: i32) -> nix::Result<(Pid, ExitStatus)> {
    let mut status = 0;
    // SAFETY: `status` is written and nothing else.
    #[allow(unsafe_code)]
    let process = unsafe { libc::waitpid(-1, &raw mut status, flags) };
    match Errno::result(process)? {
        0 => Err(Errno::EAGAIN),
        process => Ok((Pid::from_raw(process), ExitStatus::from_raw(status))),
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
