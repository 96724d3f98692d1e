//! Builds the static site: mdBook as a library, with the book's own preprocessors.

use crate::address;
use crate::facts::Show;
use crate::finish;
use crate::preprocess::{Admonitions, Appendices, Frame, Programs};
use crate::problem::Problem;
use crate::project::Project;
use anyhow::Result;
use mdbook_driver::MDBook;
use mdbook_driver::config::{Config, HtmlConfig};
use std::path::{Path, PathBuf};

/// Where the site goes and what it shows.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder to write, relative to the root; what is in it is replaced.
    pub folder: PathBuf,
    /// Which facts it shows.
    pub show: Show,
    /// Whether its pages listen for a newer build of themselves.
    pub live: bool,
}

/// Builds the site.
///
/// # Errors
/// A mistake in `book.toml`, `SUMMARY.md`, a chapter or a fact. The site's folder is then as it
/// was, unless the last step failed, which works on what mdBook has written.
pub fn build(project: &Project, site: &Site) -> Result<()> {
    let mut config = config(project)?;
    let address = address::of(&config.html_config().unwrap_or_default());
    config.build.build_dir = site.folder.clone();
    if site.live {
        let mut scripts = config.html_config().unwrap_or_default().additional_js;
        scripts.push(PathBuf::from("theme/live.js"));
        config.set("output.html.additional-js", scripts)?;
    }
    let mut book = MDBook::load_with_config(project.root(), config)?;
    book.with_preprocessor(Programs::new(site.show));
    book.with_preprocessor(Appendices);
    book.with_preprocessor(Admonitions);
    book.with_preprocessor(Frame);
    book.build()?;
    finish::finish(
        project,
        &project.root().join(&site.folder),
        address.as_deref(),
    )?;
    Ok(())
}

/// Reads `book.toml`, with what the environment adds to it.
///
/// # Errors
/// When the file cannot be read or is not what mdBook expects.
pub fn config(project: &Project) -> Result<Config, Problem> {
    let file = Path::new("book.toml");
    let text = project.read(file)?;
    let misread = |error: anyhow::Error| {
        let words = format!("{error:#}");
        let problem = Problem::new(
            file,
            format!("is not a book's configuration: {}", one_paragraph(&words)),
            "correct it; mdBook's guide lists every key",
        );
        match line_in(&words) {
            Some(line) => problem.at(line),
            None => problem,
        }
    };
    let mut config: Config = text.parse().map_err(misread)?;
    config.update_from_env().map_err(|error| {
        let what = format!("a variable `MDBOOK_…` does not fit: {error:#}");
        Problem::new(file, what, "unset it")
    })?;
    // mdBook would take its own defaults for a table that it cannot read, and say nothing.
    config.get::<HtmlConfig>("output.html").map_err(misread)?;
    Ok(config)
}

/// The line that TOML's parser names.
fn line_in(words: &str) -> Option<usize> {
    let (_, rest) = words.split_once("at line ")?;
    rest.split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// The parser's words without its drawing of the line.
fn one_paragraph(words: &str) -> String {
    words
        .lines()
        .filter(|line| {
            !line
                .trim_start()
                .starts_with(|c: char| c == '|' || c.is_ascii_digit())
        })
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
