//! Proves that the generated pages tell of the whole book, and that terms lead to the glossary.

use book::appendix::Whole;
use book::chapters::{self, Chapter};
use book::name::Name;
use book::page::inline;
use book::problem::Problem;
use book::{beliefs, glossary, half_truths};
use proofs::site;
use std::collections::BTreeSet;

/// The part of a page that belongs to its chapter, as HTML.
fn page(stem: &str) -> String {
    let html = site::page(stem);
    let (_, main) = html.split_once("<main").expect("a page has a main part");
    let (main, _) = main.split_once("</main>").expect("which ends");
    main.to_owned()
}

fn chapters() -> Vec<Chapter> {
    chapters::read(&proofs::book()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// What is read from everything that the book has.
fn of_the_whole_book<T>(read: impl Fn(&Whole) -> Result<T, Problem>) -> T {
    let whole = Whole {
        project: &proofs::book(),
        programs: &proofs::programs(),
        chapters: &chapters(),
        repository: None,
    };
    read(&whole).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn every_listed_page_is_published() {
    for chapter in chapters() {
        page(&chapter.stem);
    }
}

#[test]
fn every_claim_stands_with_its_figure_its_file_and_its_proof() {
    let claims = page("claims");
    let mut missing = Vec::new();
    for name in proofs::programs().names() {
        let chapter = name.chapter();
        let figure = format!("<a href=\"{chapter}.html#{name}\">{name}</a>");
        let proof = format!("<code>cargo test {name}</code>");
        let file = format!("/{name}.rs");
        for wanted in [figure, proof, file] {
            if !claims.contains(&wanted) {
                missing.push(wanted);
            }
        }
    }
    assert!(
        missing.is_empty(),
        "the claims lack:\n{}",
        missing.join("\n")
    );
}

#[test]
fn claims_stand_in_the_order_of_the_book_and_in_the_words_of_the_captions() {
    let claims = plain(&page("claims"));
    let mut from = 0;
    for directive in chapters().iter().flat_map(|chapter| &chapter.directives) {
        let repairs = directive.repairs.iter().map(|(_, caption)| caption);
        for caption in std::iter::once(&directive.caption).chain(repairs) {
            let words = plain(&inline(caption));
            let found = claims[from..].find(&words);
            from += found.unwrap_or_else(|| panic!("`{caption}` is missing, or misplaced"));
        }
    }
    assert!(from > 0, "there are no claims, so this proves nothing");
}

#[test]
fn every_code_of_a_marker_stands_with_its_programs_and_repairs() {
    let book = proofs::book();
    let programs = proofs::programs();
    let codes = page("error_codes");
    for (name, file) in &programs.forbidden {
        let program = book.program(file).expect("a program");
        let code = program.marker.expect("a marker").code;
        let heading = format!("<h2 id=\"{}\"", code.to_lowercase());
        let (_, section) = codes
            .split_once(&heading)
            .unwrap_or_else(|| panic!("`{code}` of `{name}` has no section"));
        let section = section.split("<h2").next().unwrap_or_default();
        assert!(
            section.contains(&format!("error_codes/{code}.html")),
            "{code}"
        );
        for shown in programs.repairs_of(name).chain([name]) {
            let link = format!("{}.html#{shown}\"", shown.chapter());
            assert!(
                shown.is_what_if() || section.contains(&link),
                "`{shown}` is not among the programs of `{code}`"
            );
        }
    }
}

#[test]
fn every_belief_stands_with_its_program_and_a_question_that_a_chapter_asks() {
    let beliefs = of_the_whole_book(beliefs::read);
    assert!(!beliefs.is_empty(), "there are no beliefs");
    let shown = page("beliefs");
    let words = plain(&shown);
    for belief in &beliefs {
        for said in [&belief.says, &belief.predicts, &belief.truth] {
            let said = plain(&inline(said));
            assert!(words.contains(&said), "`{said}` is missing");
        }
        for (chapter, anchor) in [
            (belief.program.chapter(), belief.program.to_string()),
            (belief.question.chapter(), anchor(&belief.question)),
        ] {
            let link = format!("href=\"{chapter}.html#{anchor}\"");
            assert!(shown.contains(&link), "`{link}` is missing");
            let place = format!("id=\"{anchor}\"");
            assert!(page(chapter).contains(&place), "`{place}` is missing");
        }
    }
}

/// A quiz has an anchor of its own, a program has its figure's.
fn anchor(question: &Name) -> String {
    match question.within_chapter().starts_with("quiz/") {
        true => question.example(),
        false => question.to_string(),
    }
}

#[test]
fn every_half_truth_stands_with_the_claims_that_prove_what_is_true() {
    let half_truths = of_the_whole_book(half_truths::read);
    assert!(!half_truths.is_empty(), "there are no half-truths");
    let shown = page("half_truths");
    for name in half_truths.iter().flat_map(|it| &it.proofs) {
        let figure = format!("<a href=\"{}.html#{name}\">", name.chapter());
        let proof = format!("<code>cargo test {name}</code>");
        for wanted in [figure, proof] {
            assert!(shown.contains(&wanted), "`{wanted}` is missing");
        }
    }
}

#[test]
fn every_term_leads_to_the_place_that_introduces_it_and_back() {
    let chapters = chapters();
    let terms = glossary::read(&chapters).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(terms.len() > 10, "only {} terms were found", terms.len());
    let glossary = page("glossary");
    for term in &terms {
        let (name, anchor, place) = (&term.name, term.anchor(), term.introduction());
        assert!(
            glossary.contains(&format!("<dt id=\"{anchor}\">")),
            "`{name}`"
        );
        let there = format!("href=\"{}.html#{place}\"", term.chapter);
        assert!(glossary.contains(&there), "`{name}` leads nowhere");
        let chapter = page(&term.chapter);
        let back = format!("<dfn id=\"{place}\"><a href=\"glossary.html#{anchor}\">");
        assert!(
            chapter.contains(&back),
            "`{name}` has no place in `{}`",
            term.chapter
        );
    }
    assert!(
        !glossary.contains("(owners, "),
        "the glossary shows the forms of a term"
    );
}

#[test]
fn a_chapter_links_a_term_at_most_once_and_in_no_heading_code_or_figure() {
    let mut linked = BTreeSet::new();
    for chapter in chapters().iter().filter(|it| it.stem != glossary::STEM) {
        let html = page(&chapter.stem);
        let mut here = BTreeSet::new();
        for (at, start) in html.match_indices("href=\"glossary.html#") {
            let anchor = html[at + start.len()..]
                .split('"')
                .next()
                .unwrap_or_default();
            assert!(
                here.insert(anchor),
                "`{}` links `{anchor}` twice",
                chapter.stem
            );
            for tag in [
                "h1", "h2", "h3", "code", "figure", "summary", "details", "a",
            ] {
                let opened = |tag: &str| html[..at].matches(tag).count();
                // The link that is looked at is the one that is open.
                let own = usize::from(tag == "a");
                let open = opened(&format!("<{tag}>")) + opened(&format!("<{tag} "));
                assert_eq!(
                    open - opened(&format!("</{tag}>")),
                    own,
                    "`{}` links `{anchor}` inside <{tag}>",
                    chapter.stem
                );
            }
            linked.insert(anchor.to_owned());
        }
    }
    assert!(linked.len() > 10, "only {linked:?} are linked anywhere");
}

#[test]
fn the_numbers_of_the_book_are_those_of_its_folders() {
    let programs = proofs::programs();
    let knows = plain(&page("how_this_book_knows"));
    for (what, count) in [
        ("programs that run", programs.listings.len()),
        ("programs that rustc refuses", programs.forbidden.len()),
        ("stories, one a program", programs.names().count()),
    ] {
        let row = format!("{what} {count} ");
        assert!(knows.contains(&row), "`{row}` is missing in: {knows}");
    }
}

/// The words of a piece of HTML, with one space between them.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for (place, part) in html.split('<').enumerate() {
        let words = match place {
            0 => part,
            _ => part.split_once('>').map_or("", |(_, words)| words),
        };
        // Code in the middle of a word's punctuation takes no space.
        let is_inline = |tag: &str| {
            let tag = tag.trim_start_matches('/');
            ["code", "em", "a ", "a>"]
                .iter()
                .any(|it| tag.starts_with(it))
        };
        if !is_inline(part) {
            text.push(' ');
        }
        text.push_str(words);
    }
    let text = text
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace('’', "'");
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    let text = text.replace("&#123;", "{").replace("&#x27;", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
