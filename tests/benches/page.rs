//! Measures what readers wait for: our page of a chapter against a page of stock mdBook with the same
//! text, in the same browser and the same run, loaded in turn: `cargo bench --bench page`.
//!
//! The text is the Markdown that our preprocessors leave, figures and all; stock mdBook gives it its
//! own theme, fonts and scripts. Both are sent gzipped, once as fast as this machine can and once over
//! the line of a phone.

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../browser"]
mod browser {
    pub mod browsers;
    pub mod command;
    pub mod driver;
    pub mod sites;
    pub mod visitor;
    pub mod world;
}

use anyhow::{Context, Result, ensure};
use axum::Router;
use book::site;
use browser::driver::Tools;
use browser::visitor::Visitor;
use browser::world::World;
use flate2::Compression;
use flate2::write::GzEncoder;
use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;
use mdbook_html::HtmlHandlebars;
use serde_json::json;
use std::fs;
use std::io::Write;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

const PAGE: &str = "moves.html";

/// Loads of each page that count; one more of each comes before them.
const LOADS: usize = 11;

fn main() -> Result<()> {
    let tools = match Tools::find() {
        Ok(tools) => tools,
        Err(missing) => {
            println!("skipped: loading pages in a browser, since {missing}");
            return Ok(());
        }
    };
    let stock = stock()?;
    let (world, _driver) = World::start(tools)?;
    world.runtime.block_on(async {
        let ours = serve(world.book.folder()).await?;
        let theirs = serve(&stock.path().join("book")).await?;
        let visitor = Visitor::arrive(Arc::clone(&world)).await?;
        for (line, is_slow) in [("as fast as can be", false), ("over a phone's line", true)] {
            if is_slow {
                // What browsers' own tools call "fast 3G".
                let line = json!({
                    "offline": false, "latency": 150,
                    "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8,
                });
                visitor.devtools("Network.enable", json!({})).await?;
                visitor
                    .devtools("Network.emulateNetworkConditions", line)
                    .await?;
            }
            compare(&visitor, line, &ours, &theirs).await?;
        }
        visitor.leave(true).await;
        Ok(())
    })
}

/// When something was first seen, and when all had been loaded, in milliseconds.
#[derive(Clone, Copy)]
struct Times {
    first_contentful_paint: f64,
    load: f64,
}

async fn compare(visitor: &Visitor, line: &str, ours: &str, theirs: &str) -> Result<()> {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for round in 0..=LOADS {
        for (site, times) in [(ours, &mut our_times), (theirs, &mut their_times)] {
            let measured = load(visitor, &format!("{site}/{PAGE}")).await?;
            if round > 0 {
                times.push(measured);
            }
        }
    }
    println!("{PAGE}, {line}:");
    for (what, of) in [
        (
            "first contentful paint",
            (|it| it.first_contentful_paint) as fn(Times) -> f64,
        ),
        ("load", |it| it.load),
    ] {
        let ours = median(our_times.iter().copied().map(of));
        let theirs = median(their_times.iter().copied().map(of));
        let verdict = match ours <= theirs {
            true => "held",
            false => "NOT HELD",
        };
        println!(
            "    {what}: {ours:.0} ms; stock mdBook {theirs:.0} ms; {:.2} times (bound: no slower): {verdict}",
            ours / theirs
        );
    }
    Ok(())
}

/// Loads a page into an empty cache.
async fn load(visitor: &Visitor, url: &str) -> Result<Times> {
    visitor.goto("about:blank").await?;
    visitor
        .devtools("Network.clearBrowserCache", json!({}))
        .await?;
    visitor.goto(url).await?;
    visitor
        .expect(
            "the page is painted and loaded",
            "performance.getEntriesByName('first-contentful-paint').length === 1
             && performance.getEntriesByType('navigation')[0].loadEventEnd > 0",
        )
        .await?;
    Ok(Times {
        first_contentful_paint: visitor
            .number("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            .await?,
        load: visitor
            .number("performance.getEntriesByType('navigation')[0].loadEventEnd")
            .await?,
    })
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A stock book of the same text, built.
fn stock() -> Result<TempDir> {
    let book = proofs::book();
    let folder = tempfile::tempdir()?;
    let src = folder.path().join("src");
    fs::create_dir(&src)?;
    // By the commands of book.toml, which know every preprocessor.
    let ours = MDBook::load_with_config(book.root(), site::config(&book)?)?;
    let (expanded, _) = ours.preprocess_book(&HtmlHandlebars::default())?;
    let mut written = 0;
    for item in expanded.iter() {
        if let BookItem::Chapter(chapter) = item
            && let Some(path) = &chapter.source_path
        {
            fs::write(src.join(path), &chapter.content)?;
            written += 1;
        }
    }
    ensure!(written > 2, "only {written} chapters were expanded");
    fs::copy(book.root().join("src/SUMMARY.md"), src.join("SUMMARY.md"))?;
    // A runnable block asks another server, which would be measured too.
    let toml = "[book]\ntitle = \"Stock\"\n[output.html.playground]\nrunnable = false\n";
    fs::write(folder.path().join("book.toml"), toml)?;
    MDBook::load(folder.path())?.build()?;
    Ok(folder)
}

/// Serves a folder gzipped, as hosts do.
async fn serve(folder: &Path) -> Result<String> {
    compress(folder)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let files = ServeDir::new(folder).precompressed_gzip();
    tokio::spawn(async { axum::serve(listener, Router::new().fallback_service(files)).await });
    Ok(url)
}

/// Puts a gzipped file beside each one of text.
fn compress(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            compress(&path)?;
        } else if let Some("html" | "css" | "js" | "svg") =
            path.extension().and_then(|extension| extension.to_str())
        {
            let mut name = path.clone().into_os_string();
            name.push(".gz");
            let mut encoder = GzEncoder::new(fs::File::create(name)?, Compression::new(6));
            encoder.write_all(&fs::read(&path)?)?;
            encoder.finish().context("the compressed file")?;
        }
    }
    Ok(())
}
