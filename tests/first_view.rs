//! What a reader's browser fetches to show a page for the first time, read from the page itself.
//!
//! The budgets count these files, and the tests in a real browser assert that it asks for no other.

use crate::html::{self, attribute};
use html5ever::tokenizer::{Tag, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a file is to its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The page itself.
    Page,
    /// A script, whether it is run at once or deferred.
    Script,
    /// A stylesheet.
    Style,
    /// A picture or a font that a stylesheet names; fetched only where its rule applies.
    Named,
    /// A picture, or a file that is fetched ahead.
    Picture,
    /// Chosen among several by the browser, and not fetched by one without a window.
    Icon,
}

/// The files of a page's first view, by their paths in the site.
///
/// # Errors
/// When the page, or a stylesheet that it loads, cannot be read.
pub fn of(site: &Path, page: &Path) -> io::Result<BTreeMap<PathBuf, Part>> {
    let mut files = BTreeMap::from([(page.to_path_buf(), Part::Page)]);
    let html = fs::read_to_string(site.join(page))?;
    for (part, address) in loaded(&html) {
        let file = file_of(page, &address);
        if part == Part::Style {
            let css = fs::read_to_string(site.join(&file))?;
            for named in named(&css) {
                files.entry(file_of(&file, &named)).or_insert(Part::Named);
            }
        }
        files.insert(file, part);
    }
    Ok(files)
}

/// The file that an address leads to from another file of the site.
fn file_of(from: &Path, address: &str) -> PathBuf {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = from.parent().map_or(Vec::new(), |folder| {
        folder.iter().filter_map(|part| part.to_str()).collect()
    });
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match part {
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.iter().collect()
}

/// What a page loads by itself.
fn loaded(html: &str) -> BTreeSet<(Part, String)> {
    html::read(html, BTreeSet::new(), |loaded, token| {
        if let Token::TagToken(tag) = token
            && let Some(part) = part(&tag)
            && let Some(address) = attribute(&tag, "src").or_else(|| attribute(&tag, "href"))
            && !address.starts_with("data:")
        {
            loaded.insert((part, address));
        }
    })
}

/// What an element makes a browser fetch, if anything.
fn part(tag: &Tag) -> Option<Part> {
    match &*tag.name {
        "script" => Some(Part::Script),
        "img" | "source" | "video" | "audio" | "iframe" | "embed" => Some(Part::Picture),
        "link" => match attribute(tag, "rel").unwrap_or_default().as_str() {
            "stylesheet" => Some(Part::Style),
            "preload" | "modulepreload" | "manifest" => Some(Part::Picture),
            rel if rel.contains("icon") => Some(Part::Icon),
            _ => None,
        },
        _ => None,
    }
}

/// What a stylesheet names in `url(…)` and `@import "…"`.
fn named(css: &str) -> Vec<String> {
    let urls = css.split("url(").skip(1);
    let urls = urls.filter_map(|rest| rest.split(')').next());
    let imports = css.split("@import ").skip(1);
    let imports = imports.filter_map(|rest| rest.split(';').next());
    urls.chain(imports)
        .map(|address| address.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|address| !address.starts_with("data:") && !address.starts_with('#'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_a_page_loads_is_found() {
        let html = r##"<link rel="stylesheet" href="a.css"><script defer src="b.js"></script>
            <link rel="shortcut icon" href="c.png"><img src="d.svg"><link rel="next" href="e.html">
            <a href="f.html">f</a><img src="data:image/png;base64,">"##;
        let loads: Vec<String> = loaded(html).into_iter().map(|(_, file)| file).collect();
        assert_eq!(loads, ["b.js", "a.css", "d.svg", "c.png"]);
        let css = r#"@import "g.css"; a { b: url( "../h.svg" ); c: url(data:x) url(#i) }"#;
        assert_eq!(named(css), ["../h.svg", "g.css"]);
        let from = Path::new("css/a.css");
        assert_eq!(file_of(from, "../h.svg?v=1"), Path::new("h.svg"));
    }
}
