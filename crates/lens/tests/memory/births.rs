//! Births and deaths of blocks are those that a counting allocator sees.

use crate::bench::{bench, memory_of, on_two_threads};
use crate::corpus::{book, corpus};
use lens::memory::{Event, Memory};
use std::collections::BTreeMap;

/// An allocator that counts, for the original of a program: births, deaths and the bytes of both
/// within `main`, on standard error at its end.
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
    let before = counting::counts();
    original();
    let after = counting::counts();
    eprintln!("counted {:?}", [0, 1, 2, 3].map(|place| after[place] - before[place]));
}
"#;

/// Words of programs whose counts are not those of `main` alone: what a panic allocates is not the
/// program's, and what a thread keeps is released after `main`.
const APART: [&str; 6] = ["exit(", "abort(", "panic", "thread", "[n]", "#![forbid"];

#[test]
fn births_and_deaths_are_those_of_a_counting_allocator() {
    let mut programs = corpus();
    programs.extend(book());
    programs.retain(|(_, text)| {
        text.contains("fn main() {") && !APART.iter().any(|word| text.contains(word))
    });
    assert!(programs.len() >= 150, "{} programs", programs.len());
    let complaints = on_two_threads(&programs, |(name, text)| {
        compare(text).map_err(|words| format!("{name}: {words}"))
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn compare(text: &str) -> Result<(), String> {
    let counting = format!("{}{COUNTING}", text.replace("fn main()", "fn original()"));
    let program = bench().compile(&counting).map_err(|(words, _)| words)?;
    let words = bench().run(&program).finished.stderr;
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
