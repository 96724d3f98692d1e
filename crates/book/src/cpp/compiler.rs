//! A C++ compiler with sanitizers, where this machine has one.

use super::report;
use crate::name::Name;
use crate::problem::{Problem, spelled};
use crate::project::Project;
use playground::{Bounds, Ending, Finished};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;

/// What is said where there is no compiler: what was looked for, and how to get it.
pub const MISSING: &str = "no C++ compiler with AddressSanitizer, LeakSanitizer and \
                           UndefinedBehaviorSanitizer was found (`$CXX`, `g++` and `clang++` were \
                           tried); get one with `apt-get install g++` (Debian)";

/// What every program is compiled with.
pub(super) const ARGUMENTS: [&str; 3] = ["-std=c++17", "-g", "-fsanitize=address,undefined"];

/// Asked of every program beside what the page shows: a warning is worth knowing, and clean.
const WARNINGS: &str = "-Wall";

/// A terminal gets each line as soon as it is complete, a pipe would get none of a program that is
/// stopped. This is linked with every program, and sees to it that what is recorded is what a
/// reader sees.
const AS_IN_A_TERMINAL: &str = "#include <cstdio>\n\
    namespace { const int set = setvbuf(stdout, nullptr, _IOLBF, 1 << 12); }\n";

/// A program with a leak. Whoever compiles it well has it report the line.
const PROBE: &str = "int main() {\n    int* lost = new int(1);\n    lost = nullptr;\n}\n";

/// A compiler, and where it is.
pub struct Compiler {
    command: OsString,
}

impl Compiler {
    /// The one of this machine that has all sanitizers and names lines; looked for once.
    pub fn find() -> Option<&'static Compiler> {
        static FOUND: LazyLock<Option<Compiler>> = LazyLock::new(|| {
            let own = std::env::var_os("CXX");
            let usual = ["g++", "clang++"].map(OsString::from);
            own.into_iter()
                .chain(usual)
                .map(|command| Compiler { command })
                .find(Compiler::reports)
        });
        FOUND.as_ref()
    }

    /// Its executable, for whoever wants to know whether it has changed.
    pub fn path(&self) -> Option<PathBuf> {
        let command = Path::new(&self.command);
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders)
            .map(|folder| folder.join(command))
            .find(|file| file.is_file())
            .and_then(|file| file.canonicalize().ok())
    }

    /// The report of a program of the book.
    ///
    /// # Errors
    /// When it does not compile, or warns; when it does not end, or prints what is no text.
    pub fn report(&self, project: &Project, name: &Name) -> Result<String, Problem> {
        let file = super::source_file(name);
        let accept = format!("correct it, then run `cargo run -- bless {name}`");
        let wrong = |what: String| Problem::new(&file, what, &accept);
        let bench = Bench::new().map_err(|error| wrong(format!("cannot be tried: {error}")))?;
        let compiled = self
            .compile(&bench, project.root(), &file)
            .map_err(|error| wrong(format!("cannot be compiled: {error}")))?;
        let said = String::from_utf8_lossy(&compiled.stderr).into_owned();
        if !compiled.ending.is_success() || !said.is_empty() {
            let said = said.trim_end();
            return Err(wrong(format!("does not compile cleanly:\n\n{said}\n\n")));
        }
        let ran = run(&bench).map_err(|error| wrong(format!("cannot be run: {error}")))?;
        let Ending::Exited(status) = ran.ending else {
            return Err(wrong(ran.ending.to_string()));
        };
        let text = |stream: &str, bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .map_err(|_| wrong(format!("prints bytes to {stream} that are not UTF-8")))
        };
        let printed = text("standard output", ran.stdout)?;
        let said = text("standard error", ran.stderr)?;
        let ending = match status.success() {
            true => None,
            false => Some(Ending::Exited(status).to_string()),
        };
        Ok(report::of(&spelled(&file), &printed, &said, ending))
    }

    /// The same twice, since a report that differs from run to run is no fact.
    ///
    /// # Errors
    /// As [`Compiler::report`], and when the reports differ.
    pub fn report_twice(&self, project: &Project, name: &Name) -> Result<String, Problem> {
        let report = self.report(project, name)?;
        if self.report(project, name)? == report {
            return Ok(report);
        }
        let what = "does something else each time it runs (what the library reads by itself, no \
                    sanitizer sees: let the program read the value in a line of its own)";
        let fix = format!("correct it, then run `cargo run -- bless {name}`");
        Err(Problem::new(super::source_file(name), what, fix))
    }

    /// Whether a leak is reported with its line.
    fn reports(&self) -> bool {
        let reported = || -> io::Result<bool> {
            let bench = Bench::new()?;
            let file = Path::new("probe.cpp");
            fs::write(bench.folder.path().join(file), PROBE)?;
            if !self
                .compile(&bench, bench.folder.path(), file)?
                .ending
                .is_success()
            {
                return Ok(false);
            }
            let said = run(&bench)?.stderr;
            let said = String::from_utf8_lossy(&said);
            Ok(said.contains("LeakSanitizer") && said.contains("probe.cpp:2"))
        };
        reported().unwrap_or(false)
    }

    /// Compiles `file`, relative to `folder`, to [`Bench::program`].
    fn compile(&self, bench: &Bench, folder: &Path, file: &Path) -> io::Result<Finished> {
        let terminal = bench.folder.path().join("as_in_a_terminal.cpp");
        fs::write(&terminal, AS_IN_A_TERMINAL)?;
        let mut command = Command::new(&self.command);
        command.current_dir(folder).args(ARGUMENTS).arg(WARNINGS);
        command
            .arg("-o")
            .arg(bench.program())
            .arg(file)
            .arg(terminal);
        // Its words would follow the language of the author's machine.
        command.env("LC_ALL", "C");
        playground::run(command, Bounds::COMPILER)
    }
}

/// A folder for one program, which goes away.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new() -> io::Result<Bench> {
        let folder = tempfile::tempdir()?;
        Ok(Bench { folder })
    }

    fn program(&self) -> PathBuf {
        self.folder.path().join("program")
    }
}

fn run(bench: &Bench) -> io::Result<Finished> {
    let mut command = Command::new(bench.program());
    command.env("ASAN_OPTIONS", report::STACK_OPTION);
    for variable in ["LSAN_OPTIONS", "UBSAN_OPTIONS"] {
        command.env_remove(variable);
    }
    let bounds = Bounds {
        // AddressSanitizer reserves terabytes of addresses, and no memory, for its own notes.
        memory: u64::MAX,
        output: 4 << 20,
        ..Bounds::PROGRAM
    };
    playground::run(command, bounds)
}
