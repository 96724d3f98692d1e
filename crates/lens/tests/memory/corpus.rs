//! The programs that are recorded: one file a theme, each program opened by its name.

use std::fs;
use std::path::{Path, PathBuf};

/// Themes of programs that only have to stay what they are.
const PROGRAMS: [&str; 10] = [
    include_str!("programs/closures.txt"),
    include_str!("programs/collections.txt"),
    include_str!("programs/control.txt"),
    include_str!("programs/mixed.txt"),
    include_str!("programs/owners.txt"),
    include_str!("programs/panics.txt"),
    include_str!("programs/patterns.txt"),
    include_str!("programs/threads.txt"),
    include_str!("programs/traits.txt"),
    include_str!("programs/unsafe.txt"),
];

/// Themes of programs that are followed by the steps that they take.
const STEPS: [&str; 3] = [
    include_str!("steps/drops.txt"),
    include_str!("steps/language.txt"),
    include_str!("steps/types.txt"),
];

/// All programs by name, but for those of the book.
pub fn corpus() -> Vec<(String, String)> {
    let plain = PROGRAMS.iter().flat_map(|theme| named(theme));
    let with_steps = with_steps().into_iter();
    plain
        .chain(with_steps.map(|(name, program, _)| (name, program)))
        .collect()
}

/// A program of the corpus.
pub fn program(name: &str) -> String {
    let programs = corpus().into_iter();
    let mut found = programs.filter(|(held, _)| held == name);
    found.next().expect("a program of this name").1
}

/// Programs by name, with the steps that they take.
pub fn with_steps() -> Vec<(String, String, String)> {
    let programs = STEPS.iter().flat_map(|theme| named(theme));
    let apart = |(name, text): (String, String)| {
        let (program, steps) = text.split_once("//=").expect("expected steps");
        (name, program.to_owned(), steps.to_owned())
    };
    programs.map(apart).collect()
}

fn named(theme: &str) -> Vec<(String, String)> {
    let programs = theme.split("//: ").skip(1);
    let apart = |text: &str| {
        let (name, program) = text.split_once('\n').expect("a name and a program");
        (name.to_owned(), program.to_owned())
    };
    programs.map(apart).collect()
}

/// The programs of the book, by path, but for those with an allocator of their own, which are not
/// recorded, and for repairs, which differ from a program in a few lines.
pub fn book() -> Vec<(String, String)> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let chapters = inside(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples"));
    let chapters = chapters.iter().filter(|path| path.is_dir());
    let files = chapters.flat_map(|chapter| inside(chapter));
    let programs = files.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    programs
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a program");
            (path.display().to_string(), text)
        })
        .filter(|(_, text)| !text.contains("#[global_allocator]"))
        .collect()
}
