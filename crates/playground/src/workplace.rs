//! A folder in which one program is compiled and run, confined to it, and which then goes away.
//!
//! rustc is confined too: `include_str!` reads files and `env!` reads variables, and both are part
//! of what a stranger may write.

use crate::bounded::{Bounds, Ending, Finished, run_confined};
use crate::confinement::Confinement;
use crate::rustc::Rustc;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The program's name, as its diagnostics and its panics say it.
const FILE: &str = "src/main.rs";

/// Bytes that rustc may print: every question of the lens is answered in many errors.
const MOST_PRINTED: usize = 64 << 20;

/// A folder, and the compiler that works in it.
pub(crate) struct Workplace<'r> {
    rustc: &'r Rustc,
    /// Removed when this is dropped.
    _folder: TempDir,
    /// The same without links on the way, as rules for files want it.
    path: PathBuf,
}

/// What rustc made of a program.
pub(crate) struct Compiled {
    /// The program to run, or the library; none where it was rejected.
    pub(crate) program: Option<PathBuf>,
    /// What rustc printed on its standard error.
    pub(crate) printed: String,
    /// How rustc ended: by itself.
    pub(crate) ending: Ending,
}

impl Workplace<'_> {
    /// Makes an empty folder.
    pub(crate) fn new(rustc: &Rustc) -> io::Result<Workplace<'_>> {
        let folder = tempfile::tempdir()?;
        Ok(Workplace {
            rustc,
            path: folder.path().canonicalize()?,
            _folder: folder,
        })
    }

    /// A file in the folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Compiles `text`; rustc may read `library` besides, a folder.
    ///
    /// # Errors
    /// When rustc cannot be run, or is stopped at a bound.
    pub(crate) fn compile(
        &self,
        text: &str,
        arguments: &[&str],
        library: Option<&Path>,
    ) -> io::Result<Compiled> {
        fs::create_dir_all(self.file("src"))?;
        fs::write(self.file(FILE), text)?;
        let program = self.file(&format!("main{}", std::env::consts::EXE_SUFFIX));
        let mut command = self.rustc.command();
        command.args(arguments).arg("-o").arg(&program).arg(FILE);
        let mut confinement = Confinement::within(&self.path).reading(self.rustc.folders());
        if let Some(library) = library {
            command.arg("-L").arg(library);
            confinement = confinement.reading([library.to_path_buf()]);
        }
        let bounds = Bounds {
            output: MOST_PRINTED,
            ..Bounds::COMPILER
        };
        let finished = run_confined(command, bounds, &confinement).map_err(|error| {
            let words = format!("rustc cannot be started: {error}");
            io::Error::new(error.kind(), words)
        })?;
        let kind = match finished.ending {
            Ending::Exited(_) => {
                return Ok(Compiled {
                    program: finished.ending.is_success().then_some(program),
                    printed: String::from_utf8_lossy(&finished.stderr).into_owned(),
                    ending: finished.ending,
                });
            }
            Ending::OutOfTime(_) => io::ErrorKind::TimedOut,
            Ending::TooMuchOutput(_) | Ending::TooManyThreads(_) => io::ErrorKind::Other,
        };
        Err(io::Error::new(kind, format!("rustc {}", finished.ending)))
    }

    /// Runs a compiled program in the folder, with these variables.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn run(
        &self,
        program: &Path,
        variables: &[(&str, &str)],
        bounds: Bounds,
    ) -> io::Result<Finished> {
        let mut command = Command::new(program);
        command.envs(variables.iter().copied());
        run_confined(command, bounds, &Confinement::within(&self.path))
    }
}
