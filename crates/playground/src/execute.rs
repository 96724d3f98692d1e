//! Compiling and running a program that a page sends: the Rust playground's `/execute`.
//!
//! The shapes are the playground's own, so a page asks this machine and play.rust-lang.org in the
//! same words. Only the toolchain is this machine's, and what it has not is told.

use crate::bounded::{Bounds, Ending};
use crate::rustc::Rustc;
use crate::workplace::Workplace;
use lens::edition::Edition;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// Bytes of the longest program that is taken.
pub const MOST_CODE: usize = 64 * 1024;

/// What to do with a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteRequest {
    /// The toolchain to use.
    pub channel: Channel,
    /// How to compile.
    pub mode: Mode,
    /// The edition of the program.
    pub edition: Edition,
    /// What the program is.
    pub crate_type: CrateType,
    /// Whether to run its tests and not its `main`.
    pub tests: bool,
    /// Whether a panic shows where it came from.
    #[serde(default)]
    pub backtrace: bool,
    /// The program.
    pub code: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteResponse {
    /// Whether it compiled, ran and ended well.
    pub success: bool,
    /// How the last process ended, in one sentence without its full stop.
    pub exit_detail: String,
    /// What the program printed on its standard output.
    pub stdout: String,
    /// rustc's words, and after them what the program printed on its standard error.
    pub stderr: String,
}

/// A release channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A release.
    Stable,
    /// The next release.
    Beta,
    /// Last night's compiler.
    Nightly,
}

/// How a program is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Fast to compile, and checking for overflow.
    Debug,
    /// Fast to run.
    Release,
}

/// What a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CrateType {
    /// It has a `main`.
    Bin,
    /// It has none, and is only compiled, unless its tests are run.
    Lib,
}

impl Channel {
    /// The channel of a compiler, from what it says of its version.
    fn of(version: &str) -> Channel {
        let release = version
            .lines()
            .find_map(|line| line.strip_prefix("release: "));
        match release.and_then(|release| release.split_once('-')) {
            Some((_, word)) if word.starts_with("beta") => Channel::Beta,
            Some(_) => Channel::Nightly,
            None => Channel::Stable,
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Channel::Stable => "stable",
            Channel::Beta => "beta",
            Channel::Nightly => "nightly",
        })
    }
}

/// Compiles and runs a program, confined to a folder that is removed afterwards. `bounds` are for
/// the run; rustc has its own.
///
/// A program that is rejected, fails, or is stopped at a bound is a response, with all that it
/// printed before.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`] when the request cannot be served here: another channel, or a
/// program that is too long. Others when rustc is missing or is stopped itself.
pub fn execute(
    rustc: &Rustc,
    request: &ExecuteRequest,
    bounds: Bounds,
) -> io::Result<ExecuteResponse> {
    let refused = |words: String| Err(io::Error::new(io::ErrorKind::InvalidInput, words));
    if request.code.len() > MOST_CODE {
        return refused(format!("the program is longer than {MOST_CODE} bytes"));
    }
    let channel = Channel::of(rustc.version()?);
    if request.channel != channel {
        let wanted = request.channel;
        return refused(format!("this machine's Rust is {channel}, not {wanted}"));
    }
    let workplace = Workplace::new(rustc)?;
    let compiled = workplace.compile(&request.code, &arguments(request), None)?;
    let is_to_run = request.tests || request.crate_type == CrateType::Bin;
    let Some(program) = compiled.program.filter(|_| is_to_run) else {
        return Ok(ExecuteResponse {
            success: compiled.ending.is_success(),
            exit_detail: detail(compiled.ending),
            stdout: String::new(),
            stderr: compiled.printed,
        });
    };
    let backtrace = if request.backtrace { "1" } else { "0" };
    let finished = workplace.run(&program, &[("RUST_BACKTRACE", backtrace)], bounds)?;
    Ok(ExecuteResponse {
        success: finished.ending.is_success(),
        exit_detail: detail(finished.ending),
        stdout: String::from_utf8_lossy(&finished.stdout).into_owned(),
        stderr: compiled.printed + &String::from_utf8_lossy(&finished.stderr),
    })
}

fn arguments(request: &ExecuteRequest) -> Vec<&'static str> {
    let mut arguments = vec![
        "--edition",
        request.edition.year(),
        "--crate-name=playground",
    ];
    arguments.push(match request.crate_type {
        CrateType::Bin => "--crate-type=bin",
        CrateType::Lib => "--crate-type=lib",
    });
    if request.tests {
        arguments.push("--test");
    }
    if request.mode == Mode::Release {
        arguments.push("-Copt-level=3");
    }
    if request.backtrace {
        arguments.push("-Cdebuginfo=line-tables-only");
    }
    arguments
}

/// `Exited with status 101`
fn detail(ending: Ending) -> String {
    let words = ending.to_string();
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channel_is_read_from_the_version() {
        let of = |release: &str| Channel::of(&format!("rustc 1\nrelease: {release}\nLLVM: 1\n"));
        assert_eq!(of("1.95.0"), Channel::Stable);
        assert_eq!(of("1.96.0-beta.2"), Channel::Beta);
        assert_eq!(of("1.97.0-nightly"), Channel::Nightly);
        assert_eq!(of("1.97.0-dev"), Channel::Nightly);
    }
}
