//! A command and everything that it starts: born together, counted, and killed together.
//!
//! Every platform has a mechanism of its own; a process group alone is the weakest, since a child
//! leaves it by `setsid`:
//!
//! | platform | how nobody is left | what is bounded besides time and output |
//! |---|---|---|
//! | Linux | [`supervisor`]: a subreaper and, where allowed, a PID namespace | CPU time, memory, file size, number of threads |
//! | Windows | a job object, through `process-wrap` | nothing |
//! | macOS and others | a process group, through `process-wrap`: best effort | nothing |
//!
//! Both files have one interface: `spawn`, and a `Family` with `pipes`, `exited`, `threads` and
//! `end`.

#[cfg(target_os = "linux")]
mod orphans;
#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "elsewhere.rs")]
mod platform;
#[cfg(target_os = "linux")]
mod stat;
#[cfg(target_os = "linux")]
mod supervisor;

pub(crate) use platform::{Family, spawn};
