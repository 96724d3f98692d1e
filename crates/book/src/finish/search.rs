//! The search index: what a reader searches for, and no more.
//!
//! mdBook writes every section's text, with that of the drawings, and an index of each word for a
//! library of its own. `theme/search.js` looks through the text itself, so the words' index can go;
//! what is left is loaded faster than it, when a reader first wants to search.

use super::text::sections;
use super::{Pages, files, relative, write};
use crate::problem::Problem;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const BEGIN: &str = "window.search = Object.assign(window.search, JSON.parse('";
const END: &str = "'));";

/// Rewrites the index that mdBook has left in the site, if there is one.
pub fn keep_text(site: &Path, pages: &Pages) -> Result<(), Problem> {
    for file in files(site, &["js"])? {
        if relative(site, &file).starts_with("searchindex") {
            let index = super::read(&file)?;
            let kept = kept(&index, pages).ok_or_else(|| {
                Problem::new(
                    &file,
                    "is not the search index that mdBook 0.5.4 writes",
                    "adapt `crates/book/src/finish/search.rs` to the mdBook in use",
                )
            })?;
            write(&file, &kept)?;
        }
    }
    Ok(())
}

/// The same index with the text of pages, and without that of drawings.
fn kept(script: &str, pages: &Pages) -> Option<String> {
    let quoted = script.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let mut index: Value = serde_json::from_str(&unquoted(quoted)).ok()?;
    let urls: Vec<String> = serde_json::from_value(index["doc_urls"].take()).ok()?;
    let mut docs = index["index"]["documentStore"]["docs"].take();
    let mut read: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (number, url) in urls.iter().enumerate() {
        let (page, anchor) = url.split_once('#').unwrap_or((url, ""));
        if !read.contains_key(page) {
            read.insert(page, sections(pages.get(page)?));
        }
        let text = read.get_mut(page)?.remove(anchor).unwrap_or_default();
        *docs.get_mut(number.to_string())?.get_mut("body")? = text.into();
    }
    let kept = json!({
        "doc_urls": urls,
        "index": { "documentStore": { "docs": docs } },
    });
    let quoted = kept.to_string().replace('\\', "\\\\").replace('\'', "\\'");
    Some(format!("{BEGIN}{quoted}{END}"))
}

/// The text of a JavaScript string in single quotes.
fn unquoted(quoted: &str) -> String {
    let mut text = String::with_capacity(quoted.len());
    let mut characters = quoted.chars();
    while let Some(c) = characters.next() {
        text.push(match c {
            '\\' => characters.next().unwrap_or(c),
            other => other,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_keeps_its_sections_and_their_text() {
        let json = r#"{"doc_urls":["a.html#a"],"index":{"documentStore":{"docs":{"0":{"id":"0","title":"A","body":"it\'s svg","breadcrumbs":"A"}}},"index":{"body":{}}}}"#;
        let page = "<main><h1 id=\"a\">A</h1><p>it's \"text\"</p><svg>svg</svg></main>";
        let pages = Pages::from([("a.html".to_owned(), page.to_owned())]);
        let kept = kept(&format!("{BEGIN}{json}{END}"), &pages).expect("an index");
        assert!(kept.contains(r#""body":"it\'s \\"text\\"""#), "{kept}");
        assert!(kept.contains("\"title\":\"A\""), "{kept}");
        assert!(!kept.contains("svg"), "{kept}");
    }

    #[test]
    fn another_index_is_told() {
        assert_eq!(kept("window.other = 1;", &Pages::new()), None);
    }
}
