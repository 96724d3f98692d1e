//! Measures what authors wait for. Ratios are taken within one run, since machines differ and are
//! noisy: `cargo bench`.
//!
//! Each line of the report says what was measured, the bound, and whether it held.

use anyhow::{Context, Result};
use book::facts::Show;
use book::listings;
use book::name::Name;
use book::preprocess::{Admonitions, Frame, Programs};
use book::project::Project;
use book::site::{self, Site};
use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn main() -> Result<()> {
    let book = Project::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
    build(&book)?;
    proofs(&book)?;
    refresh(&book)?;
    cold(&book)
}

/// `book build` against bare mdBook rendering the Markdown that our preprocessors made.
fn build(book: &Project) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let ours = Site {
        folder: scratch.path().join("ours"),
        show: Show::Committed,
        live: false,
    };
    let expanded = scratch.path().join("expanded");
    expand(book, &expanded)?;

    let (mut our_times, mut bare_times) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        our_times.push(time(|| site::build(book, &ours))?);
        bare_times.push(time(|| MDBook::load(&expanded)?.build())?);
    }
    let (ours, bare) = (median(our_times), median(bare_times));
    report(
        "building the site",
        ours,
        "bare mdBook on the expanded Markdown",
        bare,
    );
    verdict(
        ours.as_secs_f64() / bare.as_secs_f64(),
        "at most 1.5 times",
        |ratio| ratio <= 1.5,
    );
    Ok(())
}

/// Writes a book that needs no preprocessor and renders to the same pages.
fn expand(book: &Project, folder: &Path) -> Result<()> {
    let mut driver = MDBook::load_with_config(book.root(), site::config(book)?)?;
    driver.with_preprocessor(Programs::new(Show::Committed));
    driver.with_preprocessor(Admonitions);
    driver.with_preprocessor(Frame);
    let (expanded, _) = driver.preprocess_book(&mdbook_html::HtmlHandlebars::default())?;
    copy_folder(&book.root().join("theme"), &folder.join("theme"))?;
    copy_folder(&book.root().join("src"), &folder.join("src"))?;
    for item in expanded.iter() {
        if let BookItem::Chapter(chapter) = item
            && let Some(path) = &chapter.source_path
        {
            fs::write(folder.join("src").join(path), &chapter.content)?;
        }
    }
    let toml = fs::read_to_string(book.root().join("book.toml"))?;
    let (before, rest) = toml
        .split_once("# Our own commands")
        .context("book.toml has changed")?;
    let (_, html) = rest
        .split_once("[output.html]")
        .context("book.toml has changed")?;
    Ok(fs::write(
        folder.join("book.toml"),
        format!("{before}[output.html]{html}"),
    )?)
}

/// All proofs of the listings, warm, against one `cargo run` a listing.
fn proofs(book: &Project) -> Result<()> {
    let programs = book.programs()?;
    let names: Vec<Name> = programs.runnable().cloned().collect();
    listings::build(book, &[])?;

    let mut runs = Duration::ZERO;
    let ours = time(|| {
        let built = listings::build(book, &[])?;
        let start = Instant::now();
        for name in &names {
            built.run(name)?;
        }
        runs = start.elapsed();
        Ok(())
    })?;
    let each = time(|| {
        for name in &names {
            let mut cargo = listings::cargo(book);
            cargo.args([
                "run",
                "--quiet",
                "--package",
                "listings",
                "--example",
                &name.example(),
            ]);
            cargo.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        }
        Ok(())
    })?;
    report(
        &format!("proving {} listings", names.len()),
        ours,
        "one `cargo run` a listing",
        each,
    );
    verdict(
        each.as_secs_f64() / ours.as_secs_f64(),
        "at least 5 times faster",
        |ratio| ratio >= 5.0,
    );
    println!(
        "    one more listing costs {:.1?} to run",
        runs / names.len() as u32
    );

    // What compiling one more costs, seen on one that has to be compiled again.
    let touched = book.root().join(Project::listing_file(&names[0]));
    let source = fs::read(&touched)?;
    fs::write(&touched, &source)?;
    let again = time(|| Ok(listings::build(book, &[]).map(drop)?))?;
    println!("    and {again:.1?} to compile, once\n");
    Ok(())
}

/// From saving a chapter to the news that its page is fresh.
fn refresh(book: &Project) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    for folder in ["src", "theme", "examples", "tests"] {
        copy_folder(&book.root().join(folder), &scratch.path().join(folder))?;
    }
    for file in ["book.toml", "Cargo.toml"] {
        fs::copy(book.root().join(file), scratch.path().join(file))?;
    }
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    let mut server = Server(
        Command::new(env!("CARGO_BIN_EXE_book"))
            .args(["--port", &port.to_string()])
            .current_dir(scratch.path())
            .stderr(Stdio::piped())
            .spawn()?,
    );
    let mut words = BufReader::new(server.0.stderr.take().context("the server's words")?).lines();
    while !words
        .next()
        .context("the server has stopped")??
        .starts_with("the book is at")
    {}
    // It goes on telling what it builds, and somebody has to listen.
    std::thread::spawn(move || words.for_each(drop));
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    )?;
    let mut news = BufReader::new(stream).lines();
    let mut next = || -> Result<()> {
        for line in news.by_ref() {
            if line?.starts_with("data:") {
                return Ok(());
            }
        }
        anyhow::bail!("the server has stopped")
    };
    next()?;
    let chapter = scratch.path().join("src/moves.md");
    let mut times = Vec::new();
    for round in 0..7 {
        let text = fs::read_to_string(&chapter)?;
        fs::write(&chapter, format!("{text}\nRound {round}.\n"))?;
        times.push(time(&mut next)?);
    }
    let median = median(times);
    println!("a saved chapter is a fresh page after {median:.0?}");
    verdict(median.as_secs_f64(), "at most 1 s", |seconds| {
        seconds <= 1.0
    });
    Ok(())
}

/// The first `cargo run -- build` on a fresh machine.
fn cold(book: &Project) -> Result<()> {
    let tree = listings::cargo(book)
        .args([
            "tree",
            "--package",
            "book",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ])
        .output()?;
    let words = String::from_utf8_lossy(&tree.stdout).into_owned();
    let mut crates: Vec<&str> = words
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    crates.sort_unstable();
    crates.dedup();

    let scratch = tempfile::tempdir()?;
    let cold = time(|| {
        let mut cargo = listings::cargo(book);
        cargo
            .args(["run", "--quiet", "--", "build", "--dest"])
            .arg(scratch.path().join("site"));
        cargo.env("CARGO_TARGET_DIR", scratch.path().join("target"));
        anyhow::ensure!(cargo.status()?.success(), "the book does not build");
        Ok(())
    })?;
    println!(
        "a cold `cargo run -- build` compiles {} crates in {cold:.0?}",
        crates.len()
    );
    Ok(())
}

/// Stops the server with the benchmark, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

fn time(mut work: impl FnMut() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn report(ours: &str, time: Duration, other: &str, other_time: Duration) {
    println!("{ours}: {time:.0?}\n    {other}: {other_time:.0?}");
}

fn verdict(figure: f64, bound: &str, holds: fn(f64) -> bool) {
    let word = if holds(figure) {
        "holds"
    } else {
        "DOES NOT HOLD"
    };
    println!("    {figure:.2} ({bound}: {word})\n");
}
