//! A small book of its own for each test, and the `book` command to run on it.
//!
//! Nothing here depends on what the real book says: the book below is complete, so a test changes
//! one thing in it and that one thing is all that can be wrong. The chains read like the task:
//!
//! ```text
//! Sandbox::new()
//!     .replace("src/moves.md", "#listing assignment", "#listing asignment")
//!     .refuses("build", "error: `src/moves.md:3`: there is no program `moves/asignment` …\n");
//! ```

// Each test file compiles this one by itself and uses a part of it.
#![allow(dead_code)]

use book::project::Project;
use book::{facts, story};
use playground::Rustc;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use tempfile::TempDir;

/// The chapter's two directives stand at lines 3 and 5.
pub const CHAPTER: &str = "\
# Moves

{{#listing assignment: Assigning a text moves it.}}

{{#forbidden use_after_move: A moved text may not be read.
- lend: Lends the text.
}}
";

/// A listing; it prints `bill to Ada`.
pub const LISTING: &str = r#"fn main() {
    let name = String::from("Ada");
    let owner = name;
    println!("bill to {owner}");
}
"#;

/// The forbidden program.
pub const FORBIDDEN: &str = r#"fn main() {
    let invoice = String::from("A-1042");
    let filed = invoice;
    println!("{invoice} {filed}");
}
//~ 4: E0382
"#;

/// Every file of the book. Facts come last: one older than its program would be asked again.
const BOOK: &[(&str, &str)] = &[
    ("book.toml", BOOK_TOML),
    (
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"examples\"]\n",
    ),
    ("examples/Cargo.toml", MANIFEST),
    ("theme/live.js", "// Loaded by a served page.\n"),
    (
        "theme/index.hbs",
        include_str!("../../../../theme/index.hbs"),
    ),
    ("src/SUMMARY.md", "# Summary\n\n- [Moves](moves.md)\n"),
    ("src/moves.md", CHAPTER),
    ("examples/moves/assignment.rs", LISTING),
    ("examples/moves/use_after_move/lend.rs", REPAIR),
    ("tests/forbidden/moves/use_after_move.rs", FORBIDDEN),
    ("tests/forbidden/moves/use_after_move.stderr", STDERR),
    ("tests/snapshots/moves/assignment.snap", SNAPSHOT),
    (
        "tests/snapshots/moves/use_after_move/lend.snap",
        REPAIR_SNAPSHOT,
    ),
];

const BOOK_TOML: &str = r#"[book]
title = "A small book"

[build]
create-missing = false

[preprocessor.programs]
command = "never started"
before = ["appendices", "admonish", "links"]

[preprocessor.appendices]
command = "never started"
before = ["admonish", "links"]

[preprocessor.frame]
command = "never started"
after = ["programs", "admonish"]
before = ["links"]

[preprocessor.admonish]
command = "never started"
assets_version = "3.1.0"

[output.html.playground]
runnable = false
"#;

const MANIFEST: &str = r#"example = [
    { name = "moves-assignment", path = "moves/assignment.rs" },
    { name = "moves-use_after_move-lend", path = "moves/use_after_move/lend.rs" },
]

[package]
name = "listings"
version = "0.1.0"
edition = "2024"
publish = false
autoexamples = false
"#;

const REPAIR: &str = r#"fn main() {
    let invoice = String::from("A-1042");
    let filed = &invoice;
    println!("{invoice} {filed}");
}
"#;

const STDERR: &str = "\
error[E0382]: borrow of moved value: `invoice`
 --> moves/use_after_move.rs:4:16
  |
2 |     let invoice = String::from(\"A-1042\");
  |         ------- move occurs because `invoice` has type `String`, which does not implement the `Copy` trait
3 |     let filed = invoice;
  |                 ------- value moved here
4 |     println!(\"{invoice} {filed}\");
  |                ^^^^^^^ value borrowed here after move
  |
help: consider cloning the value if the performance cost is acceptable
  |
3 |     let filed = invoice.clone();
  |                        ++++++++
";

const SNAPSHOT: &str = "\
---
source: tests/listings.rs
---
stdout:
| bill to Ada
";

const REPAIR_SNAPSHOT: &str = "\
---
source: tests/listings.rs
---
stdout:
| A-1042 A-1042
";

/// A book in a temporary folder, removed at the end of the test.
pub struct Sandbox {
    folder: TempDir,
}

/// Every file and folder of a book but for what cargo leaves; `None` stands for a folder.
pub type Files = BTreeMap<String, Option<Vec<u8>>>;

/// The stories of the small book, which are long: asked of this machine's rustc, once.
struct Stories {
    facts: Vec<(String, String)>,
    /// The compiled recorder, which every sandbox would else compile for itself.
    recorder: Vec<(String, Vec<u8>)>,
}

static STORIES: LazyLock<Stories> = LazyLock::new(|| {
    let sandbox = Sandbox::without_stories();
    let project = Project::at(sandbox.folder.path()).expect("a book");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = Project::at(&workspace).expect("the workspace").target();
    let rustc = Rustc::find(&workspace, &target).expect("a compiler");
    let names = project.programs().expect("programs");
    let facts = names.names().map(|name| {
        let story = story::fact(&project, &rustc, name).expect("a story");
        let file = Project::story_file(name).display().to_string();
        (file, facts::snapshot("stories.rs", &story))
    });
    let facts = facts.collect();
    let mut recorder = Vec::new();
    for folder in fs::read_dir(&target).expect("the target folder").flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        if name.starts_with("recorder-") && folder.path().is_dir() {
            for file in fs::read_dir(folder.path()).expect("a folder").flatten() {
                let inner = file.file_name().to_string_lossy().into_owned();
                let content = fs::read(file.path()).expect("a file");
                recorder.push((format!("target/{name}/{inner}"), content));
            }
        }
    }
    Stories { facts, recorder }
});

impl Sandbox {
    /// The small book as it should be.
    pub fn new() -> Sandbox {
        let sandbox = Sandbox::without_stories();
        for (file, text) in &STORIES.facts {
            sandbox.write(file, text);
        }
        for (file, content) in &STORIES.recorder {
            sandbox.write(file, content);
        }
        sandbox
    }

    fn without_stories() -> Sandbox {
        let sandbox = Sandbox {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        };
        for (file, text) in BOOK {
            sandbox.write(file, text);
        }
        sandbox
    }

    /// The book's folder, as the system calls it.
    pub fn root(&self) -> PathBuf {
        let root = self.folder.path();
        root.canonicalize().expect("the sandbox is there")
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) -> &Sandbox {
        let path = self.folder.path().join(file);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("the sandbox can be written");
        fs::write(path, content).expect("the sandbox can be written");
        self
    }

    /// Puts `to` in the place of the one `from` in a file.
    pub fn replace(&self, file: &str, from: &str, to: &str) -> &Sandbox {
        let text = self.read(file);
        assert_eq!(
            text.matches(from).count(),
            1,
            "`{from}` in `{file}`:\n{text}"
        );
        self.write(file, text.replace(from, to))
    }

    /// Deletes a file.
    pub fn remove(&self, file: &str) -> &Sandbox {
        fs::remove_file(self.folder.path().join(file)).expect("the file is there");
        self
    }

    /// Puts an empty folder in the place of a file.
    pub fn folder_instead_of(&self, file: &str) -> &Sandbox {
        self.remove(file);
        fs::create_dir(self.folder.path().join(file)).expect("the sandbox can be written");
        self
    }

    /// A file's text.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.path().join(file))
            .unwrap_or_else(|error| panic!("`{file}`: {error}"))
    }

    /// All that lies in the sandbox now.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        collect(self.folder.path(), Path::new(""), &mut files);
        files
    }

    /// The command with these arguments, separated by spaces, started in the book's folder.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_book"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.root())
            .env("CARGO_NET_OFFLINE", "true");
        // What would lead cargo out of the sandbox, or have rustc say something else.
        for variable in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs the command to its end.
    pub fn run(&self, arguments: &str) -> Ran {
        self.finish(&mut self.command(arguments))
    }

    /// Runs a command that [`Sandbox::command`] began.
    pub fn finish(&self, command: &mut Command) -> Ran {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().expect("the command starts");
        let ran = Ran {
            status: status.code(),
            stdout: self.normalize(&stdout),
            stderr: self.normalize(&stderr),
        };
        assert!(!ran.stderr.contains("panicked"), "{ran:#?}");
        ran
    }

    /// Checks that the command is refused with this message and that nothing was written.
    #[track_caller]
    pub fn refuses(&self, arguments: &str, message: &str) -> &Sandbox {
        let before = self.files();
        self.run(arguments).is_refused(message);
        assert_eq!(
            changes(&before, &self.files()),
            [""; 0],
            "files were touched"
        );
        self
    }

    /// Text of the command, with the sandbox's own path as `[BOOK]`.
    pub fn normalize(&self, text: &[u8]) -> String {
        let text = String::from_utf8(text.to_vec()).expect("the command prints UTF-8");
        text.replace(&self.root().display().to_string(), "[BOOK]")
            .replace('\\', "/")
    }
}

/// What a run of the command left.
#[derive(Debug)]
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Checks that all went well and that this was printed.
    #[track_caller]
    pub fn prints(&self, stdout: &str) {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        assert_eq!(self.stdout, stdout);
        assert_eq!(self.stderr, "");
    }

    /// Checks that the command failed with this on standard error and nothing beside it.
    #[track_caller]
    pub fn is_refused(&self, stderr: &str) {
        assert_eq!(self.stderr, stderr);
        assert_eq!(self.stdout, "");
        assert_eq!(self.status, Some(1));
    }
}

/// What differs between two looks, one line each: `new x`, `changed x`, `gone x`.
pub fn changes(before: &Files, after: &Files) -> Vec<String> {
    let added = after
        .iter()
        .filter_map(|(file, content)| match before.get(file) {
            None => Some(format!("new {file}")),
            Some(held) => (held != content).then(|| format!("changed {file}")),
        });
    let gone = before.keys().filter(|file| !after.contains_key(*file));
    added
        .chain(gone.map(|file| format!("gone {file}")))
        .collect()
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(root.join(folder)).expect("the sandbox can be read") {
        let entry = entry.expect("the sandbox can be read");
        let file = folder.join(entry.file_name());
        let name = file.display().to_string().replace('\\', "/");
        if ["target", "Cargo.lock"].contains(&&*name) {
            continue;
        }
        if entry.path().is_dir() {
            files.insert(name, None);
            collect(root, &file, files);
        } else {
            files.insert(
                name,
                Some(fs::read(entry.path()).expect("the file can be read")),
            );
        }
    }
}

/// What a page says, without the frame around it; all of it where there is no frame.
pub fn main_of(page: &str) -> &str {
    let inner = page.split_once("<main>").map_or(page, |(_, rest)| rest);
    inner
        .split_once("</main>")
        .map_or(inner, |(inner, _)| inner)
}
