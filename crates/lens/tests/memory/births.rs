//! Births and deaths of blocks are those that a counting allocator sees.

use crate::bench::{bench, memory_of, on_two_threads};
use crate::corpus::{book, corpus};
use lens::memory::{Event, Memory};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An allocator that counts, for originals of programs: births, deaths and the bytes of both within
/// the one that is asked for, on standard error at its end.
const COUNTING: &str = r#"
mod counting {
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    struct Counting;
    #[global_allocator] static COUNTING: Counting = Counting;
    static COUNTS: [AtomicUsize; 4] = [const { AtomicUsize::new(0) }; 4];
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            COUNTS[0].fetch_add(1, Relaxed); COUNTS[2].fetch_add(layout.size(), Relaxed);
            unsafe { System.alloc(layout) }
        }
        unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
            COUNTS[1].fetch_add(1, Relaxed); COUNTS[3].fetch_add(layout.size(), Relaxed);
            unsafe { System.dealloc(place, layout) }
        }
    }
    pub fn counts() -> [usize; 4] { [0, 1, 2, 3].map(|place| COUNTS[place].load(Relaxed)) }
}
fn main() {
    let _ = (std::io::stdout(), std::io::stdin());
    let chosen = std::env::args().nth(1).and_then(|it| it.parse().ok());
    let original: fn() = ORIGINALS[chosen.unwrap_or(usize::MAX)];
    let before = counting::counts();
    original();
    let after = counting::counts();
    eprintln!("counted {:?}", [0, 1, 2, 3].map(|place| after[place] - before[place]));
}
"#;

/// Words of programs whose counts are not those of `main` alone: what a panic allocates is not the
/// program's, and what a thread keeps is released after `main`.
const APART: [&str; 6] = ["exit(", "abort(", "panic", "thread", "[n]", "#![forbid"];

/// Programs that are compiled together, since starting rustc and linking take most of the time.
const TOGETHER: usize = 20;

#[test]
fn births_and_deaths_are_those_of_a_counting_allocator() {
    let mut programs = corpus();
    programs.extend(book());
    programs.retain(|(_, text)| {
        text.contains("fn main() {") && !APART.iter().any(|word| text.contains(word))
    });
    assert!(programs.len() >= 150, "{} programs", programs.len());
    let groups: Vec<&[(String, String)]> = programs.chunks(TOGETHER).collect();
    let complaints = on_two_threads(&groups, |group| {
        let together = counting(group);
        let complaints = group
            .iter()
            .enumerate()
            .filter_map(|(number, (name, text))| {
                let in_group = together.as_ref().map_err(String::clone);
                let in_group = in_group.and_then(|program| compare(text, program, number));
                // In a module some programs are no programs, or print longer names.
                let alone = || compare(text, &counting(&[(name.clone(), text.clone())])?, 0);
                let complaint = in_group.or_else(|_| alone()).err()?;
                Some(format!("{name}: {complaint}"))
            });
        let complaints: Vec<String> = complaints.collect();
        match complaints.is_empty() {
            true => Ok(()),
            false => Err(complaints.join("\n")),
        }
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The originals of programs in one that counts; which of them runs says its argument.
fn counting(programs: &[(String, String)]) -> Result<PathBuf, String> {
    let mut counting = String::new();
    let mut originals = String::new();
    for (number, (_, text)) in programs.iter().enumerate() {
        let original = text.replace("fn main()", "pub fn original()");
        counting.push_str(&format!("mod original_{number} {{\n{original}\n}}\n"));
        originals.push_str(&format!("original_{number}::original, "));
    }
    counting.push_str(&format!("const ORIGINALS: &[fn()] = &[{originals}];\n"));
    counting.push_str(COUNTING);
    bench().compile(&counting).map_err(|(words, _)| words)
}

/// Compares what a program records with what its original counts.
fn compare(text: &str, counting: &Path, number: usize) -> Result<(), String> {
    let mut command = Command::new(counting);
    command.arg(number.to_string());
    let words = bench().run_through(command, counting).finished.stderr;
    let words = String::from_utf8_lossy(&words);
    let Some(counted) = words.lines().find_map(|line| line.strip_prefix("counted ")) else {
        // It panics, so there is no end to count at.
        return match words.contains("panicked at") {
            true => Ok(()),
            false => Err(format!("not counted\n{words}")),
        };
    };
    let (recorded, left) = count(&memory_of(text))?;
    let recorded = format!("{recorded:?}");
    if recorded != counted {
        return Err(format!("recorded {recorded}, counted {counted}"));
    }
    match left.is_empty()
        || ["forget", "leak", "LazyLock", "into_raw", "static "]
            .iter()
            .any(|word| text.contains(word))
    {
        true => Ok(()),
        false => Err(format!("{left:?} are left")),
    }
}

/// Births, deaths and their bytes; and the blocks that are left, each of which must be told as such.
fn count(memory: &Memory) -> Result<([usize; 4], Vec<u32>), String> {
    let mut alive = BTreeMap::new();
    let mut counts = [0; 4];
    let before = memory.steps.iter().flat_map(|step| &step.events);
    for event in before.chain(&memory.after) {
        match event {
            Event::Born { block, size, .. } => {
                counts[0] += 1;
                counts[2] += size;
                if alive.insert(*block, *size).is_some() {
                    return Err(format!("#{block} is born twice"));
                }
            }
            Event::Released { block } => {
                counts[1] += 1;
                counts[3] += alive.remove(block).ok_or(format!("#{block} dies twice"))?;
            }
            _ => {}
        }
    }
    let left: Vec<u32> = alive.into_keys().collect();
    match left == memory.leaked {
        true => Ok((counts, left)),
        false => Err(format!("{left:?} are left, {:?} are told", memory.leaked)),
    }
}

#[test]
fn blocks_that_are_never_released_are_told() {
    let (counts, left) = count(&memory_of(&crate::corpus::program("forget and leak"))).unwrap();
    assert_eq!(left.len(), 2);
    assert_eq!(counts[0], counts[1] + 2);
}
