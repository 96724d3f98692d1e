//! What is done to the site after mdBook has written it, and what a template cannot do.
//!
//! - The link to the page itself is marked in its list of chapters.
//! - The whole book on one page loses mdBook's inline styles, which the pages' policy refuses.
//! - The search index keeps the text and loses the drawings.
//! - Files of mdBook's that no page loads are left out.
//! - Where the site's address is known, it gets a sitemap and the picture for previews.
//!
//! A site of stock mdBook lacks these and works all the same.

mod search;
mod text;

use crate::address;
use crate::problem::{Problem, spelled};
use crate::project::Project;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages by their path in the site, written with `/`.
type Pages = BTreeMap<String, String>;

/// Finishes the site in a folder; `address` is where it will be found.
///
/// # Errors
/// When a file cannot be read or written.
pub fn finish(project: &Project, site: &Path, address: Option<&str>) -> Result<(), Problem> {
    let mut pages = pages(site)?;
    // The list of chapters for a frame, which mdBook writes for a template that is not ours.
    if pages.remove("toc.html").is_some() {
        remove(&site.join("toc.html"))?;
    }
    for (name, page) in &mut pages {
        let finished = without_styles(&with_current(page, name));
        if finished != *page {
            write(&site.join(name), &finished)?;
            *page = finished;
        }
    }
    search::keep_text(site, &pages)?;
    remove_unused(site, &pages)?;
    if let Some(address) = address {
        write(&site.join("sitemap.xml"), &sitemap(&pages, address))?;
        let picture = project.root().join("theme/preview.png");
        if picture.is_file() {
            let to = site.join("preview.png");
            fs::copy(&picture, &to).map_err(|error| unwritten(&to, &error))?;
        }
    }
    Ok(())
}

/// The page with the link to itself marked in its list of chapters.
fn with_current(page: &str, name: &str) -> String {
    let Some((before, list, after)) = sidebar(page) else {
        return page.to_owned();
    };
    let link = format!("<a href=\"{name}\">");
    let marked = format!("<a href=\"{name}\" aria-current=\"page\">");
    format!("{before}{}{after}", list.replace(&link, &marked))
}

/// A page before its list of chapters, the list, and what follows.
fn sidebar(page: &str) -> Option<(&str, &str, &str)> {
    let (before, _) = page.split_once("<ol class=\"chapter\">")?;
    let length = page[before.len()..].find("</nav>")?;
    let (list, after) = page[before.len()..].split_at(length);
    Some((before, list, after))
}

/// mdBook puts this between the chapters of `print.html`; the theme breaks the page before an `h1`.
fn without_styles(page: &str) -> String {
    page.replace(
        "<div style=\"break-before: page; page-break-before: always;\"></div>",
        "",
    )
}

/// Removes scripts, stylesheets, and fonts with their licences that no page names.
fn remove_unused(site: &Path, pages: &Pages) -> Result<(), Problem> {
    for file in files(site, &["js", "css", "woff2", "txt"])? {
        let name = relative(site, &file);
        // A text elsewhere, like `robots.txt`, is the author's.
        let is_own = name.ends_with(".txt") && !name.starts_with("fonts/");
        if !is_own && !pages.values().any(|page| page.contains(&*name)) {
            remove(&file)?;
        }
    }
    // A folder that still holds something stays.
    for folder in ["css", "fonts"] {
        let _ = fs::remove_dir(site.join(folder));
    }
    Ok(())
}

/// The pages that a search engine should know.
fn sitemap(pages: &Pages, address: &str) -> String {
    let known = pages
        .keys()
        .filter(|name| !["404.html", "print.html"].contains(&&***name))
        .map(|name| {
            let page = address::of_page(address, name).replace('&', "&amp;");
            format!("<url><loc>{page}</loc></url>\n")
        });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        known.collect::<String>()
    )
}

/// Every page of the site.
fn pages(site: &Path) -> Result<Pages, Problem> {
    files(site, &["html"])?
        .into_iter()
        .map(|file| Ok((relative(site, &file), read(&file)?)))
        .collect()
}

/// The files below a folder that have one of these extensions.
fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Problem> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| unread(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unread(folder, &error))?.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            found.append(&mut files(&path, extensions)?);
        } else if extensions.contains(&&*extension) {
            found.push(path);
        }
    }
    Ok(found)
}

fn relative(site: &Path, file: &Path) -> String {
    spelled(file.strip_prefix(site).unwrap_or(file))
}

fn read(file: &Path) -> Result<String, Problem> {
    fs::read_to_string(file).map_err(|error| unread(file, &error))
}

fn write(file: &Path, text: &str) -> Result<(), Problem> {
    fs::write(file, text).map_err(|error| unwritten(file, &error))
}

fn remove(file: &Path) -> Result<(), Problem> {
    fs::remove_file(file).map_err(|error| unwritten(file, &error))
}

fn unread(file: &Path, error: &std::io::Error) -> Problem {
    let what = format!("cannot be read: {error}");
    Problem::new(file, what, "check its rights, then build again")
}

fn unwritten(file: &Path, error: &std::io::Error) -> Problem {
    let what = format!("cannot be written: {error}");
    Problem::new(file, what, "check its rights, then build again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_marked_in_its_own_list_only() {
        let page = "<a href=\"a.html\">A</a><nav><ol class=\"chapter\"><li><a href=\"a.html\">A</a>\
                    <li><a href=\"b.html\">B</a></ol></nav><a href=\"a.html\">A</a>";
        let marked = with_current(page, "a.html");
        assert_eq!(marked.matches("aria-current").count(), 1);
        assert!(
            marked.contains("<li><a href=\"a.html\" aria-current=\"page\">A</a>"),
            "{marked}"
        );
    }

    #[test]
    fn files_of_mdbook_that_no_page_names_go_and_an_authors_text_stays() {
        let site = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(site.path().join("fonts")).expect("a folder");
        for name in ["used.js", "unused.css", "robots.txt", "fonts/LICENSE.txt"] {
            fs::write(site.path().join(name), "").expect("a file");
        }
        let pages = [("a.html".to_owned(), "src=\"used.js\"".to_owned())].into();
        remove_unused(site.path(), &pages).expect("files can be removed");
        let mut left = files(site.path(), &["js", "css", "txt"]).expect("a folder");
        left.sort();
        assert_eq!(
            left,
            ["robots.txt", "used.js"].map(|it| site.path().join(it))
        );
        assert!(!site.path().join("fonts").exists());
    }

    #[test]
    fn a_sitemap_has_the_chapters_and_no_other_page() {
        let pages = ["404.html", "index.html", "moves.html", "print.html"];
        let pages = pages.map(|name| (name.to_owned(), String::new())).into();
        let map = sitemap(&pages, "https://example.org/b/");
        let places: Vec<_> = map.lines().filter(|line| line.contains("<loc>")).collect();
        assert_eq!(
            places,
            [
                "<url><loc>https://example.org/b/</loc></url>",
                "<url><loc>https://example.org/b/moves.html</loc></url>"
            ]
        );
    }
}
