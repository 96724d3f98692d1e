//! Where everything of a book lies.

use crate::name::Name;
use crate::problem::{Problem, read_text, spelled};
use crate::program::Program;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The root folder of a book, and the way from a name to its files.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

/// The programs that lie in a book's folders, by name, with their paths relative to the root.
#[derive(Debug, Default)]
pub struct Programs {
    /// Programs that compile and run.
    pub listings: BTreeMap<Name, PathBuf>,
    /// Programs that rustc must reject.
    pub forbidden: BTreeMap<Name, PathBuf>,
    /// Listings that repair a forbidden program.
    pub repairs: BTreeMap<Name, PathBuf>,
}

impl Programs {
    /// Listings and repairs: every program that is run.
    pub fn runnable(&self) -> impl Iterator<Item = &Name> {
        self.listings.keys().chain(self.repairs.keys())
    }

    /// Every name there is.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.runnable().chain(self.forbidden.keys())
    }

    /// The repairs of one forbidden program.
    pub fn repairs_of(&self, forbidden: &Name) -> impl Iterator<Item = &Name> {
        self.repairs
            .keys()
            .filter(move |repair| repair.repaired().as_ref() == Some(forbidden))
    }
}

impl Project {
    /// The book at this folder, which holds its `book.toml`.
    ///
    /// # Errors
    /// When the folder does not exist.
    pub fn at(root: &Path) -> Result<Project, Problem> {
        let root = root.canonicalize().map_err(|error| {
            Problem::new(root, format!("cannot be opened: {error}"), "check the path")
        })?;
        Ok(Project {
            root: without_verbatim_prefix(root),
        })
    }

    /// The book around the folder that the command was started in.
    ///
    /// # Errors
    /// When neither that folder nor one above it holds a `book.toml`.
    pub fn find() -> Result<Project, Problem> {
        let here = std::env::current_dir().map_err(|error| {
            Problem::new(
                ".",
                format!("cannot be opened: {error}"),
                "change to the book's folder",
            )
        })?;
        here.ancestors()
            .find(|folder| folder.join("book.toml").is_file())
            .ok_or_else(|| {
                Problem::new(
                    &here,
                    "there is no `book.toml` here or above",
                    "change to the book's folder and run the command again",
                )
            })
            .and_then(Project::at)
    }

    /// The folder of `book.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds: `CARGO_TARGET_DIR`, or `target/`.
    pub fn target(&self) -> PathBuf {
        let folder = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.root.join(folder)
    }

    /// `examples/moves/assignment.rs`, relative to the root.
    pub fn listing_file(name: &Name) -> PathBuf {
        Path::new("examples").join(format!("{name}.rs"))
    }

    /// `tests/forbidden/moves/use_after_move.rs`, relative to the root.
    pub fn forbidden_file(name: &Name) -> PathBuf {
        Path::new("tests/forbidden").join(format!("{name}.rs"))
    }

    /// rustc's words on a forbidden program, relative to the root.
    pub fn stderr_file(name: &Name) -> PathBuf {
        Path::new("tests/forbidden").join(format!("{name}.stderr"))
    }

    /// What a listing prints, as accepted, relative to the root.
    pub fn snapshot_file(name: &Name) -> PathBuf {
        Path::new("tests/snapshots").join(format!("{name}.snap"))
    }

    /// The story of a program, as accepted, relative to the root.
    pub fn story_file(name: &Name) -> PathBuf {
        Path::new("tests/snapshots").join(format!("{name}.story.snap"))
    }

    /// Where a new text of a fact waits until the author accepts it, in the target folder; `fact` is
    /// the file of the fact, relative to the root.
    pub fn unaccepted_file(&self, fact: &Path) -> PathBuf {
        self.target().join("book/unaccepted").join(fact)
    }

    /// The chapter of that name, relative to the root.
    pub fn chapter_file(chapter: &str) -> PathBuf {
        Path::new("src").join(format!("{chapter}.md"))
    }

    /// Reads a text file given relative to the root.
    ///
    /// # Errors
    /// When the file cannot be read or is not UTF-8.
    pub fn read(&self, file: &Path) -> Result<String, Problem> {
        read_text(&self.root.join(file), file)
    }

    /// Reads a program given relative to the root.
    ///
    /// # Errors
    /// When the file cannot be read, or says something to the book that it does not know.
    pub fn program(&self, file: &Path) -> Result<Program, Problem> {
        Program::parse(&self.read(file)?, file)
    }

    /// Writes a file given relative to the root, and the folders above it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, file: &Path, text: &str) -> Result<(), Problem> {
        let path = self.root.join(file);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, text));
        written.map_err(|error| {
            Problem::new(
                file,
                format!("cannot be written: {error}"),
                "check the folder's permissions",
            )
        })
    }

    /// Finds every program under `examples/` and `tests/forbidden/`.
    ///
    /// # Errors
    /// A folder that cannot be read, a file whose path is not a name, two programs of one name.
    pub fn programs(&self) -> Result<Programs, Problem> {
        let mut programs = Programs::default();
        for file in self.files_below("examples", "rs")? {
            let name = name_of(&file, "examples")?;
            let kind = match name.repaired() {
                Some(_) => &mut programs.repairs,
                None => &mut programs.listings,
            };
            kind.insert(name, file);
        }
        for file in self.files_below("tests/forbidden", "rs")? {
            // The proof beside the chapters' folders is no program of the book.
            if file.parent() == Some(Path::new("tests/forbidden")) {
                continue;
            }
            let name = name_of(&file, "tests/forbidden")?;
            if let Some(listing) = programs.listings.get(&name) {
                return Err(Problem::new(
                    &file,
                    format!("has the name of the listing `{}`", listing.display()),
                    "rename one of the two, and its directive",
                ));
            }
            programs.forbidden.insert(name, file);
        }
        Ok(programs)
    }

    /// Every file with this extension below a folder, sorted, relative to the root.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn files_below(&self, folder: &str, extension: &str) -> Result<Vec<PathBuf>, Problem> {
        let mut found = Vec::new();
        let mut folders = vec![PathBuf::from(folder)];
        while let Some(folder) = folders.pop() {
            if !self.root.join(&folder).exists() {
                continue;
            }
            let unreadable = |error: std::io::Error| {
                Problem::new(
                    &folder,
                    format!("cannot be read: {error}"),
                    "check its permissions",
                )
            };
            for entry in self.root.join(&folder).read_dir().map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                let path = folder.join(entry.file_name());
                if entry.path().is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|found| found == extension) {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// The name that a program's path stands for.
fn name_of(file: &Path, folder: &str) -> Result<Name, Problem> {
    let inner = file.strip_prefix(folder).unwrap_or(file).with_extension("");
    let text = spelled(&inner);
    text.parse()
        .map_err(|why: String| Problem::new(file, why, "rename the file"))
}

/// Windows' `canonicalize` gives a path that cargo and rustc print differently from their own.
fn without_verbatim_prefix(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(plain) => PathBuf::from(plain),
        None => path,
    }
}
