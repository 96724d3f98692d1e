//! The recorder that recorded programs are linked with, compiled once for each compiler.
//!
//! It lies in the folder for build output, under a name that depends on its text and on the
//! compiler. Whoever needs it first compiles it under another name and renames that, so processes
//! that do so at once find a whole one or none.

use crate::bounded::{Bounds, run};
use crate::rustc::Rustc;
use lens::memory::{LIBRARY, SUPPORT};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::PathBuf;

/// How it is compiled: fast to run, since it does so inside of every program.
const ARGUMENTS: [&str; 5] = [
    "--edition=2021",
    "--crate-type=rlib",
    "-O",
    "--crate-name",
    LIBRARY,
];

/// The folder that holds the compiled recorder and nothing else.
///
/// # Errors
/// When rustc cannot be run, or does not compile it.
pub(crate) fn library(rustc: &Rustc) -> io::Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    (SUPPORT, ARGUMENTS, rustc.version()?).hash(&mut hasher);
    let place = rustc
        .target()
        .join(format!("recorder-{:016x}", hasher.finish()));
    if place.is_dir() {
        return Ok(place);
    }
    fs::create_dir_all(rustc.target())?;
    let folder = tempfile::tempdir_in(rustc.target())?;
    let source = folder.path().join("recorder.rs");
    fs::write(&source, SUPPORT)?;
    let mut command = rustc.command();
    command
        .args(ARGUMENTS)
        .arg(&source)
        .current_dir(folder.path());
    let finished = run(command, Bounds::COMPILER)?;
    if !finished.ending.is_success() {
        let words = String::from_utf8_lossy(&finished.stderr);
        return Err(io::Error::other(format!(
            "the recorder does not compile:\n{words}"
        )));
    }
    match fs::rename(folder.path(), &place) {
        Err(_) if place.is_dir() => {}
        Err(error) => return Err(error),
        // It is no temporary folder any more.
        Ok(()) => drop(folder.keep()),
    }
    Ok(place)
}
