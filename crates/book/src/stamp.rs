//! Remembers what was asked and accepted, so that `bless` asks about those programs alone that have
//! changed since.
//!
//! A stamp says: with these tools, this text had these facts. It lies in the target folder, and
//! without one everything is asked.

use crate::name::Name;
use crate::project::Project;
use playground::Rustc;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The stamps of a book.
pub struct Stamps<'p> {
    project: &'p Project,
    /// Stands for the compiler and for this program itself, either of which changes facts.
    tools: u64,
}

impl<'p> Stamps<'p> {
    /// Those made with the tools that are in use now: this program, rustc, and the executables
    /// `further`.
    pub fn new(project: &'p Project, rustc: &Rustc, further: &[PathBuf]) -> Stamps<'p> {
        let saved = |file: &Path| -> Option<(SystemTime, u64)> {
            let data = fs::metadata(file).ok()?;
            Some((data.modified().ok()?, data.len()))
        };
        let mut tools = DefaultHasher::new();
        let command = rustc.command();
        command.get_program().hash(&mut tools);
        saved(Path::new(command.get_program())).hash(&mut tools);
        let own = std::env::current_exe().ok();
        own.and_then(|own| saved(&own)).hash(&mut tools);
        for tool in further {
            (tool, saved(tool)).hash(&mut tools);
        }
        Stamps {
            project,
            tools: tools.finish(),
        }
    }

    /// Whether nothing about a program has changed since its facts were accepted; `files` are the
    /// program and its facts, relative to the root.
    pub fn is_fresh(&self, name: &Name, files: &[PathBuf]) -> bool {
        let held = fs::read_to_string(self.file(name)).ok();
        held.is_some() && held == self.stamp(files)
    }

    /// Remembers that the program's facts were asked and are accepted.
    pub fn keep(&self, name: &Name, files: &[PathBuf]) {
        let file = self.file(name);
        let stamp = self.stamp(files);
        // Without its stamp a program is only asked again.
        if let (Some(folder), Some(stamp)) = (file.parent(), stamp) {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, stamp));
        }
    }

    fn file(&self, name: &Name) -> PathBuf {
        let folder = self.project.target().join("book/accepted");
        folder.join(format!("{name}.stamp"))
    }

    /// `None` where a file is missing.
    fn stamp(&self, files: &[PathBuf]) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        self.tools.hash(&mut hasher);
        for file in files {
            fs::read(self.project.root().join(file))
                .ok()?
                .hash(&mut hasher);
        }
        Some(format!("{:016x}", hasher.finish()))
    }
}
