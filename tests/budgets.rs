//! Proves that a chapter keeps its measure: that it arrives quickly on a slow line, that it can be read
//! in an evening, and that it asks.
//!
//! How much its first view loads is counted gzipped, as a host sends it, with the requests, and the
//! script that there is before the first step.
//! Every step of every diagram is in these numbers. For comparison, a chapter of the best-known Rust
//! book, without a diagram, takes 408 KB in 35 requests, one of them to a third party.

use book::chapters::{self, Chapter};
use book::name::Name;
use book::{prose, quiz};
use flate2::Compression;
use flate2::write::GzEncoder;
use proofs::first_view::{self, Part};
use proofs::site;
use std::fs;
use std::io::Write;
use std::ops::RangeInclusive;
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

/// Words of prose in a chapter, as `book::prose` counts them.
const WORDS: usize = 1600;
/// Programs that a chapter asks about alone.
const PREDICTIONS: usize = 5;
/// Of all programs that it asks about, those that compile, in per cent. Where nearly all of them do,
/// or nearly none, a guess is as good as a thought.
const COMPILE: RangeInclusive<usize> = 40..=60;
const PAIRS: usize = 3;
const QUIZZES: usize = 3;

#[test]
fn every_numbered_chapter_is_short_and_asks_enough() {
    let chapters = numbered();
    let mut wrong = Vec::new();
    for chapter in &chapters {
        let measure = Measure::of(chapter);
        println!("{}: {measure:?}", chapter.stem);
        let share = measure.compile * 100 / measure.asked.max(1);
        for (is_right, what) in [
            (
                measure.words <= WORDS,
                format!("{} words of prose, and {WORDS} is the most", measure.words),
            ),
            (
                measure.predictions >= PREDICTIONS,
                format!(
                    "{} programs to predict, and {PREDICTIONS} is the least",
                    measure.predictions
                ),
            ),
            (
                COMPILE.contains(&share),
                format!(
                    "{} of {} programs that it asks about compile, pairs included: {share} %, and \
                     it should be {} to {}",
                    measure.compile,
                    measure.asked,
                    COMPILE.start(),
                    COMPILE.end()
                ),
            ),
            (
                measure.pairs == PAIRS,
                format!("{} pairs, and it should be {PAIRS}", measure.pairs),
            ),
            (
                measure.quizzes >= QUIZZES,
                format!("{} quizzes, and {QUIZZES} is the least", measure.quizzes),
            ),
        ] {
            if !is_right {
                wrong.push(format!("`{}`: {what}", chapter.file.display()));
            }
        }
    }
    assert!(!chapters.is_empty(), "no numbered chapter was found");
    assert!(
        wrong.is_empty(),
        "a chapter is too long, or asks too little:\n{}\n\
         what is counted: cargo test --test budgets -- --nocapture",
        wrong.join("\n")
    );
}

#[test]
fn the_numbered_chapters_together_show_and_ask_enough() {
    let chapters = numbered();
    let programs = proofs::programs();
    let is_numbered = |name: &&Name| chapters.iter().any(|it| it.stem == name.chapter());
    let questions: usize = chapters
        .iter()
        .map(Measure::of)
        .map(|it| it.predictions + it.pairs + it.quizzes)
        .sum();
    for (what, count, least) in [
        (
            "programs that run, repairs not counted",
            programs.listings.keys().filter(is_numbered).count(),
            45,
        ),
        (
            "programs that rustc refuses",
            programs.forbidden.keys().filter(is_numbered).count(),
            30,
        ),
        ("questions", questions, 30),
    ] {
        assert!(count >= least, "{count} {what}, and {least} is the least");
    }
}

/// The chapters that have a number.
fn numbered() -> Vec<Chapter> {
    let chapters = chapters::read(&proofs::book()).unwrap_or_else(|problem| panic!("{problem}"));
    chapters.into_iter().filter(|it| it.is_numbered).collect()
}

/// How long a chapter is, and what it asks.
#[derive(Debug)]
struct Measure {
    words: usize,
    predictions: usize,
    pairs: usize,
    quizzes: usize,
    /// Programs that it asks about: those to predict, and both of each pair.
    asked: usize,
    /// Those among them that compile.
    compile: usize,
}

impl Measure {
    fn of(chapter: &Chapter) -> Measure {
        let programs = proofs::programs();
        let quizzes = quiz::parse_chapter(&chapter.text, &chapter.stem, &chapter.file);
        let quizzes = quizzes.unwrap_or_else(|problem| panic!("{problem}"));
        let pairs = || chapter.directives.iter().filter(|it| it.partner.is_some());
        let predicted = || chapter.directives.iter().filter(|it| it.predict);
        let asked: Vec<&Name> = predicted()
            .chain(pairs())
            .flat_map(|it| std::iter::once(&it.name).chain(&it.partner))
            .collect();
        Measure {
            words: prose::count(chapter).unwrap_or_else(|problem| panic!("{problem}")),
            predictions: predicted().count(),
            pairs: pairs().count(),
            quizzes: quizzes.len(),
            compile: asked
                .iter()
                .filter(|name| !programs.forbidden.contains_key(**name))
                .count(),
            asked: asked.len(),
        }
    }
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
