//! Proves that the built site holds together, and that stock mdBook builds the same.

use book::finish;
use book::policy::POLICY;
use html5ever::tokenizer::{Tag, TagKind, Token};
use mdbook_driver::MDBook;
use proofs::html::{self, attribute};
use proofs::site::{self, Files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[test]
fn stock_mdbook_builds_the_same_site_by_the_commands_of_book_toml() {
    let theirs = tempfile::tempdir().expect("a temporary folder");
    let mut stock = MDBook::load(proofs::book().root()).expect("the book loads");
    stock.config.build.build_dir = theirs.path().into();
    stock
        .build()
        .expect("the commands of book.toml build the book");
    // What our own commands do to mdBook's site; the chapters are stock mdBook's.
    finish::finish(&proofs::book(), theirs.path(), None).expect("the site can be finished");

    let (ours, theirs) = (site::files(), site::below(theirs.path()));
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(ours), names(&theirs));
    for (name, bytes) in ours {
        assert!(theirs[name] == *bytes, "`{}` differs", name.display());
    }
}

#[test]
fn every_internal_link_and_anchor_resolves() {
    let pages = read_pages();
    let mut dead = Vec::new();
    let mut followed = 0;
    for (file, page) in &pages {
        for link in &page.links {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            followed += 1;
            if !resolves(&pages, file, link) {
                dead.push(format!("{}: `{link}`", file.display()));
            }
        }
    }
    assert!(
        followed > 100,
        "only {followed} links were found, so this proves nothing"
    );
    assert!(
        dead.is_empty(),
        "links that lead nowhere:\n{}",
        dead.join("\n")
    );
}

#[test]
fn a_page_loads_nothing_from_another_server() {
    for (file, page) in read_pages() {
        let foreign: Vec<_> = page.loads.iter().filter(|url| url.contains("//")).collect();
        assert!(foreign.is_empty(), "`{}` loads {foreign:?}", file.display());
    }
}

#[test]
fn every_page_states_the_policy_and_keeps_it() {
    let pages = read_pages();
    for (file, page) in &pages {
        let file = file.display();
        assert_eq!(page.policy.as_deref(), Some(POLICY), "`{file}`");
        assert!(page.inline.is_empty(), "`{file}` has {:?}", page.inline);
    }
    assert!(pages.len() > 5, "{} pages prove nothing", pages.len());
}

#[test]
fn every_page_says_what_it_is_once_and_in_words_of_its_own() {
    let mut said: BTreeMap<String, PathBuf> = BTreeMap::new();
    for (file, page) in read_pages() {
        for words in [&page.description, &page.title] {
            let words = words.clone().unwrap_or_default();
            assert!(words.len() > 4, "`{}` says `{words}`", file.display());
            // The whole book on one page has the book's title, as its first page has.
            if let Some(other) = said.insert(words.clone(), file.clone())
                && file != Path::new("print.html")
            {
                panic!(
                    "`{}` and `{}` both say: {words}",
                    other.display(),
                    file.display()
                );
            }
        }
        if file != Path::new("print.html") {
            assert_eq!(page.main_headings, 1, "`{}`", file.display());
        }
    }
}

#[test]
fn search_finds_text_and_code_and_no_drawing() {
    let index = site::files()
        .iter()
        .find(|(file, _)| file.to_string_lossy().starts_with("searchindex"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .expect("a search index");
    for text in [
        "let owner = name",
        "the text stays where it is on the heap",
        "E0382",
    ] {
        assert!(index.contains(text), "`{text}` is not found");
    }
    // Each drawing describes itself in a sentence, which stands nowhere else.
    let page = site::page("moves");
    let drawn: Vec<&str> = page
        .split("<svg class=\"lens ")
        .skip(1)
        .filter_map(|rest| rest.split("aria-label=\"").nth(1)?.split('"').next())
        .collect();
    assert!(!drawn.is_empty(), "drawings no longer describe themselves");
    for words in drawn {
        assert!(!index.contains(words), "`{words}` of a drawing is found");
    }
}

#[test]
fn a_page_is_marked_in_the_list_of_chapters() {
    let page = site::page("moves");
    let marked = "<a href=\"moves.html\" aria-current=\"page\">";
    assert_eq!(page.matches(marked).count(), 1);
    assert_eq!(page.matches("aria-current").count(), 1);
}

#[test]
fn figures_arrive_whole_and_no_directive_is_left() {
    let programs = proofs::programs();
    for name in programs.names() {
        let html = site::page(name.chapter());
        assert!(
            html.contains(&format!("id=\"{name}\"")),
            "`{name}` has no figure"
        );
        assert!(
            html.contains(&format!("cargo test {name}<")),
            "`{name}` does not say what proves it"
        );
        assert!(
            !html.contains("{{#"),
            "a directive is left in `{}`",
            name.chapter()
        );
    }
}

/// A dead link leads to a file that is not there, or to an anchor that its page does not have.
fn resolves(pages: &BTreeMap<PathBuf, Page>, from: &Path, link: &str) -> bool {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let mut file = match path {
        "" => from.to_path_buf(),
        _ => normal(&from.parent().unwrap_or(Path::new("")).join(path)),
    };
    if path.ends_with('/') || file == Path::new("") {
        file = file.join("index.html");
    }
    let has_anchor = |page: &Page| anchor.is_empty() || page.anchors.contains(anchor);
    match pages.get(&file) {
        Some(page) => has_anchor(page),
        None => site::files().contains_key(&file),
    }
}

/// A path without `..`, none of which leaves the site.
fn normal(path: &Path) -> PathBuf {
    let mut parts = Vec::new();
    for part in path.iter().filter(|part| *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.iter().collect()
}

/// Every page of the site.
fn read_pages() -> BTreeMap<PathBuf, Page> {
    site::files()
        .iter()
        .filter(|(file, _)| {
            file.extension()
                .is_some_and(|extension| extension == "html")
        })
        .map(|(file, bytes)| {
            let html = String::from_utf8_lossy(bytes);
            let page = html::read(&html, Page::default(), Page::token);
            (file.clone(), page)
        })
        .collect()
}

/// What a page links to, loads, can be linked at, and says of itself.
#[derive(Default)]
struct Page {
    links: BTreeSet<String>,
    loads: BTreeSet<String>,
    anchors: BTreeSet<String>,
    /// Scripts and styles that stand in the page itself, which its policy refuses.
    inline: Vec<String>,
    policy: Option<String>,
    description: Option<String>,
    title: Option<String>,
    in_title: bool,
    main_headings: usize,
}

impl Page {
    /// What the page's policy and its head are about.
    fn tag(&mut self, tag: &Tag) {
        let value = |name| attribute(tag, name);
        let opens = tag.kind == TagKind::StartTag;
        // A drawing has titles too; the page's own comes first.
        self.in_title = opens && &*tag.name == "title" && self.title.is_none();
        match &*tag.name {
            "style" if opens => self.inline.push("<style>".into()),
            "script" if opens && value("src").is_none() => self.inline.push("<script>".into()),
            "h1" if opens => self.main_headings += 1,
            "meta" if value("http-equiv").is_some() => self.policy = value("content"),
            "meta" if value("name").as_deref() == Some("description") => {
                self.description = value("content");
            }
            _ => {}
        }
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            if name == "style" || name.starts_with("on") {
                self.inline.push(format!("{name}=\"{}\"", attribute.value));
            }
        }
    }

    fn token(&mut self, token: Token) {
        if let (Token::CharacterTokens(text), true) = (&token, self.in_title) {
            self.title.get_or_insert_default().push_str(text);
        }
        if let Token::TagToken(tag) = token {
            self.tag(&tag);
            for attribute in &tag.attrs {
                let value = attribute.value.to_string();
                match (&*attribute.name.local, &*tag.name) {
                    ("id", _) => self.anchors.insert(value),
                    ("href", "a") => self.links.insert(value),
                    ("href", "link") | ("src", _) => {
                        self.links.insert(value.clone());
                        self.loads.insert(value)
                    }
                    _ => false,
                };
            }
        }
    }
}
