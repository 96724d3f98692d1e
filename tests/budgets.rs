//! Proves that a chapter arrives quickly on a slow line: how much its first view loads, gzipped as a
//! host sends it, in how many requests, and how much script there is before the first step.
//!
//! Every step of every diagram is in these numbers. For comparison, a chapter of the best-known Rust
//! book, without a diagram, takes 408 KB in 35 requests, one of them to a third party.

use flate2::Compression;
use flate2::write::GzEncoder;
use proofs::first_view::{self, Part};
use proofs::site;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Bytes in a KB, as budgets are told in.
const KB: usize = 1000;

const ALL_GZIPPED: usize = 200 * KB;
const REQUESTS: usize = 20;
const SCRIPT: usize = 40 * KB;
const PAGE_GZIPPED: usize = 100 * KB;

#[test]
fn every_chapter_keeps_its_budgets() {
    let site = site::built();
    let mut over = Vec::new();
    let mut chapters = 0;
    for chapter in chapters_of(site.path()) {
        chapters += 1;
        let spent = Spent::on(site.path(), &chapter);
        println!("{}: {spent:?}", chapter.display());
        for (what, spent, budget) in [
            ("bytes in all, gzipped", spent.all_gzipped, ALL_GZIPPED),
            ("requests", spent.requests, REQUESTS),
            ("bytes of script", spent.script, SCRIPT),
            ("bytes of HTML, gzipped", spent.page_gzipped, PAGE_GZIPPED),
        ] {
            if spent > budget {
                over.push(format!(
                    "`{}`: {spent} {what}, and {budget} is the most",
                    chapter.display()
                ));
            }
        }
    }
    assert!(chapters > 3, "only {chapters} chapters were found");
    assert!(
        over.is_empty(),
        "a first view loads too much:\n{}\n\
         what is loaded: cargo test --test budgets -- --nocapture",
        over.join("\n")
    );
}

/// What the first view of a page costs.
#[derive(Debug, Default)]
struct Spent {
    all_gzipped: usize,
    page_gzipped: usize,
    requests: usize,
    script: usize,
    parts: Vec<String>,
}

impl Spent {
    fn on(site: &Path, page: &Path) -> Spent {
        let mut spent = Spent::default();
        let files = first_view::of(site, page).expect("a page of the site");
        for (file, part) in files {
            let bytes = fs::read(site.join(&file))
                .unwrap_or_else(|error| panic!("`{}`: {error}", file.display()));
            let size = gzipped(&bytes);
            spent.all_gzipped += size;
            spent.requests += 1;
            match part {
                Part::Page => spent.page_gzipped = size,
                Part::Script => spent.script += bytes.len(),
                _ => {}
            }
            spent.parts.push(format!("{} {size}", file.display()));
        }
        spent
    }
}

/// The size that a host sends; pictures are compressed already, which makes hardly a difference.
fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).expect("memory takes bytes");
    encoder.finish().expect("memory takes bytes").len()
}

/// The pages that have a source in `src/`.
fn chapters_of(site: &Path) -> Vec<PathBuf> {
    let src = proofs::book().root().join("src");
    let entries = fs::read_dir(src).expect("the chapters");
    let mut pages: Vec<PathBuf> = entries
        .map(|entry| PathBuf::from(entry.expect("a chapter").file_name()).with_extension("html"))
        .filter(|page| site.join(page).is_file())
        .collect();
    pages.sort();
    pages
}
