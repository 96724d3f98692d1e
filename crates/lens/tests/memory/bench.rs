//! Compiles and runs programs, as they are and recorded.

use lens::memory::{LIBRARY, Memory, Recording, SUPPORT, VARIABLE, read, record};
use lens::source::Source;
use playground::{Bounds, Finished, Rustc, run};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use tempfile::TempDir;

/// The edition of the corpus.
const EDITION: &str = "2024";

/// A compiler, the compiled recorder, and a folder for programs.
pub struct Bench {
    rustc: Rustc,
    folder: TempDir,
    next: AtomicUsize,
    recorded: Mutex<HashMap<String, Arc<OnceLock<Recorded>>>>,
}

/// A program that records itself, compiled.
pub struct Recorded {
    pub recording: Recording,
    pub program: PathBuf,
}

/// One run of a program.
pub struct Run {
    pub finished: Finished,
    pub memory: Option<(Memory, String)>,
}

pub fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let rustc = Rustc::find(&root, &root.join("target")).expect("a compiler");
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("support.rs"), SUPPORT).expect("a file");
        let mut command = rustc.command();
        command
            .args(["--edition", "2021", "--crate-type", "rlib", "-O"])
            .args(["--crate-name", LIBRARY, "support.rs"])
            .current_dir(folder.path());
        let finished = run(command, Bounds::COMPILER).expect("rustc starts");
        assert_eq!(
            String::from_utf8_lossy(&finished.stderr),
            "",
            "the recorder's warnings"
        );
        Bench {
            rustc,
            folder,
            next: AtomicUsize::new(0),
            recorded: Mutex::default(),
        }
    })
}

impl Bench {
    /// Compiles a program; rustc's words and the byte positions of its errors when it is rejected.
    pub fn compile(&self, text: &str) -> Result<PathBuf, (String, Vec<usize>)> {
        self.compile_with(text, EDITION, &[])
    }

    fn compile_with(
        &self,
        text: &str,
        edition: &str,
        arguments: &[&str],
    ) -> Result<PathBuf, (String, Vec<usize>)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder.path().join(number.to_string());
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("main.rs"), text).expect("a file");
        let mut command = self.rustc.command();
        command
            .args(["--edition", edition, "--cap-lints", "allow"])
            .args(["-C", "codegen-units=1", "-C", "strip=symbols"])
            .args(["--error-format", "json", "-L"])
            .arg(self.folder.path())
            .args(arguments)
            .arg("main.rs")
            .current_dir(&folder);
        let finished = run(command, Bounds::COMPILER).expect("rustc starts");
        let program = folder.join(format!("main{}", std::env::consts::EXE_SUFFIX));
        if program.exists() {
            return Ok(program);
        }
        let (mut rendered, mut places) = (String::new(), Vec::new());
        for line in String::from_utf8_lossy(&finished.stderr).lines() {
            let message: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            rendered.push_str(message["rendered"].as_str().unwrap_or_default());
            for span in message["spans"].as_array().into_iter().flatten() {
                places.extend(span["byte_start"].as_u64().map(|place| place as usize));
            }
        }
        Err((rendered, places))
    }

    /// Compiles a program as it is.
    pub fn plain(&self, text: &str) -> Result<PathBuf, String> {
        // Without the library inside, half of the time for it goes.
        let arguments: &[&str] = match cfg!(unix) {
            true => &["-C", "prefer-dynamic", "-C", "rpath"],
            false => &[],
        };
        self.compile_with(text, EDITION, arguments)
            .map_err(|(words, _)| words)
    }

    /// Compiles a recorded program, once.
    pub fn recorded(&self, text: &str) -> Arc<OnceLock<Recorded>> {
        let recorded = {
            let mut all = self.recorded.lock().expect("no panic");
            Arc::clone(all.entry(text.to_owned()).or_default())
        };
        recorded.get_or_init(|| self.compile_recorded(text, EDITION));
        recorded
    }

    /// Compiles a recorded program, asking less of the compiler where it rejects it.
    pub fn compile_recorded(&self, text: &str, edition: &str) -> Recorded {
        let source = Source::parse(text).expect("a program");
        let mut recording = record(&source).expect("it can be recorded");
        loop {
            match self.compile_with(&recording.program(), edition, &[]) {
                Ok(program) => return Recorded { recording, program },
                Err((words, places)) => match recording.refused(&source, &places) {
                    Some(next) => recording = next,
                    None => panic!("the recorded program is rejected\n{words}\n{text}"),
                },
            }
        }
    }

    pub fn run(&self, program: &Path) -> Run {
        self.run_through(Command::new(program), program)
    }

    /// Runs a command that starts the program.
    pub fn run_through(&self, mut command: Command, program: &Path) -> Run {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let file = program.with_extension(format!("record-{number}"));
        command.env(VARIABLE, &file).env_remove("RUST_BACKTRACE");
        let finished = run(command, Bounds::PROGRAM).expect("the program starts");
        let record = fs::read(&file)
            .ok()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Run {
            finished,
            memory: record.map(|record| (read(&record), record)),
        }
    }
}

/// Compiles a program so that it records itself, and runs it.
pub fn recorded(text: &str) -> Run {
    let recorded = bench().recorded(text);
    bench().run(&recorded.get().expect("compiled").program)
}

pub fn memory_of(text: &str) -> Memory {
    recorded(text).memory.expect("a record").0
}

/// Does `work` on two threads and returns every complaint.
pub fn on_two_threads<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), String> + Sync,
) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let one = || {
        let mut complaints = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            complaints.extend(work(item).err());
        }
        complaints
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(one);
        let mut complaints = one();
        complaints.extend(other.join().expect("no panic"));
        complaints
    })
}
