//! Tells which files of the book were saved.

use crate::cpp;
use crate::data;
use crate::project::Project;
use anyhow::Result;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Saved files, in batches.
pub struct Changes {
    root: PathBuf,
    events: Receiver<Event>,
}

/// An editor saves in several steps; this long after the last of them the save counts as done.
const QUIET: Duration = Duration::from_millis(100);

/// Begins to watch.
///
/// # Errors
/// When the system refuses to watch a folder.
pub fn start(project: &Project) -> Result<(RecommendedWatcher, Changes)> {
    let (sender, events) = channel();
    let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
        // A build reads every file, which must not be the reason for the next build.
        if let Ok(event) = event
            && !event.kind.is_access()
        {
            // Whoever listened may be gone.
            let _ = sender.send(event);
        }
    })?;
    // The root itself holds `book.toml`; below it, only what the pages are made of.
    watcher.watch(project.root(), RecursiveMode::NonRecursive)?;
    for folder in ["src", "theme", "examples", "tests", data::FOLDER] {
        let folder = project.root().join(folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok((
        watcher,
        Changes {
            root: project.root().to_path_buf(),
            events,
        },
    ))
}

impl Changes {
    /// Waits for the next batch that concerns the book; paths relative to the root.
    pub fn next(&self) -> Option<Vec<PathBuf>> {
        loop {
            let mut events = vec![self.events.recv().ok()?];
            while let Ok(event) = self.events.recv_timeout(QUIET) {
                events.push(event);
            }
            let mut files: Vec<PathBuf> = events
                .iter()
                .flat_map(|event| &event.paths)
                .filter_map(|path| path.strip_prefix(&self.root).ok())
                .filter(|file| concerns_the_book(file))
                .map(Path::to_path_buf)
                .collect();
            files.sort();
            files.dedup();
            if !files.is_empty() {
                return Some(files);
            }
        }
    }
}

/// Whether pages are made from this file, relative to the root.
fn concerns_the_book(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // What editors and tests leave beside a file for a moment.
    let passing = name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp");
    let inner = |folder: &str| file.starts_with(folder) && file != Path::new(folder);
    let page = inner("src") || inner("theme") || inner("examples");
    let fact = inner("tests/forbidden") || inner("tests/snapshots");
    let fact = fact || inner(cpp::FOLDER) || inner(data::FOLDER);
    !passing && (page || fact || file == Path::new("book.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_pages_are_made_of_counts() {
        for file in [
            "src/moves.md",
            "theme/a.css",
            "book.toml",
            "tests/snapshots/moves/a.snap",
            "tests/cpp/moves/a.report",
            "crates/book/data/beliefs.toml",
        ] {
            assert!(concerns_the_book(Path::new(file)), "{file}");
        }
        for file in [
            "src",
            "src/.moves.md.swp",
            "src/moves.md~",
            "README.md",
            "tests/pages.rs",
        ] {
            assert!(!concerns_the_book(Path::new(file)), "{file}");
        }
    }
}
