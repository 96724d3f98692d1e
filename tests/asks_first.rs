//! Proves that a page asks before it answers: what is open of a predicted program is of one shape,
//! whether rustc accepts it or not, and its claim stands in the answer.

use book::chapters;
use book::directive::{Kind, Own};
use html5ever::tokenizer::{Tag, TagKind, Token};
use proofs::html::{self, attribute};
use proofs::site;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn what_is_open_tells_nothing() {
    let programs = proofs::programs();
    let mut figures = BTreeMap::new();
    let chapters: BTreeSet<&str> = programs.names().map(|name| name.chapter()).collect();
    for chapter in chapters {
        figures.extend(asked(&site::page(chapter)));
    }
    let is_forbidden = |name: &str| programs.forbidden.keys().any(|it| it.as_str() == name);
    let single = figures.iter().filter(|(_, figure)| !figure.is_pair);
    let (refused, accepted): (Vec<&String>, Vec<&String>) = single
        .map(|(name, _)| name)
        .partition(|name| is_forbidden(name));
    assert!(
        refused.len() >= 3 && accepted.len() >= 3,
        "of predicted programs {} are refused and {} accepted, so this proves nothing",
        refused.len(),
        accepted.len()
    );

    for (name, figure) in &figures {
        // A pair asks about two programs, so it is like other pairs.
        let mut models = figures.iter();
        let model = models.find(|(_, other)| other.is_pair == figure.is_pair);
        let (first, model) = model.expect("a figure is like itself");
        assert_eq!(
            figure.open, model.open,
            "the open parts of `{name}` and `{first}` can be told apart"
        );
        let told: Vec<_> = figure.classes.intersection(&telling()).cloned().collect();
        assert!(told.is_empty(), "`{name}` tells by its classes {told:?}");
        for words in [
            "✗",
            "✓",
            "tests/forbidden",
            "examples/",
            "Rejected",
            "It compiles",
        ] {
            assert!(
                !figure.text.contains(words),
                "`{name}` tells by its words `{words}`"
            );
        }
        assert!(!has_code(&figure.text), "`{name}` tells an error code");
        assert_eq!(
            figure.claims,
            (0, 1),
            "the claim of `{name}` stands in its answer, once"
        );
    }
}

/// An answer on the very program is told from those that speak of any program, so a chapter that has
/// such answers has them under programs of both kinds.
#[test]
fn own_answers_stand_under_what_compiles_as_under_what_is_refused() {
    for chapter in chapters::read(&proofs::book()).unwrap_or_else(|problem| panic!("{problem}")) {
        let own = |kind| {
            let directives = chapter.directives.iter();
            directives
                .filter(|it| it.kind == kind && it.own != Own::default())
                .count()
        };
        let (compiles, refused) = (own(Kind::Listing), own(Kind::Forbidden));
        assert!(
            compiles.abs_diff(refused) <= 1 && (compiles > 0) == (refused > 0),
            "`{}`: own answers (`? why:`, `? danger:`) stand under {refused} programs that are \
             refused and {compiles} that compile, which tells the verdict; write as many for both",
            chapter.file.display()
        );
    }
}

/// Classes that say what the compiler says.
fn telling() -> BTreeSet<String> {
    let classes = [
        "forbidden",
        "listing",
        "rejected",
        "compiles",
        "refused",
        "place",
        "said",
        "beside",
        "added",
        "removed",
        "repair",
        "verdict",
        "meaning",
        "commands",
        "output",
    ];
    classes.map(str::to_owned).into()
}

/// Whether a text holds something like `E0382`.
fn has_code(text: &str) -> bool {
    text.match_indices('E').any(|(at, _)| {
        let digits = text[at + 1..].chars().take(4);
        digits.filter(char::is_ascii_digit).count() == 4
    })
}

/// A figure that asks.
#[derive(Debug, Default)]
struct Figure {
    /// Its elements outside of code and answer: names, attributes without their values, classes.
    open: BTreeSet<String>,
    /// All classes outside of the answer.
    classes: BTreeSet<String>,
    /// All text and all values of attributes outside of the answer.
    text: String,
    /// Whether it asks about two programs.
    is_pair: bool,
    /// How many claims stand outside of the answer, and in it.
    claims: (usize, usize),
}

/// The figures of a page that ask, by the names of their programs.
fn asked(html: &str) -> BTreeMap<String, Figure> {
    html::read(html, Reading::default(), Reading::token).figures
}

#[derive(Default)]
struct Reading {
    figures: BTreeMap<String, Figure>,
    name: Option<String>,
    /// What is open in the figure: the element's name, and whether it is code or answer.
    path: Vec<(String, Part)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Open,
    Code,
    Answer,
}

const VOID: [&str; 6] = ["input", "br", "img", "hr", "wbr", "meta"];

impl Reading {
    fn token(&mut self, token: Token) {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(&tag),
            Token::TagToken(tag) => self.end(&tag.name),
            Token::CharacterTokens(text) => self.text(&text),
            _ => {}
        }
    }

    fn part(&self) -> Part {
        self.path.last().map_or(Part::Open, |(_, part)| *part)
    }

    fn figure(&mut self) -> Option<&mut Figure> {
        Some(self.figures.entry(self.name.clone()?).or_default())
    }

    fn start(&mut self, tag: &Tag) {
        let value = |name| attribute(tag, name).unwrap_or_default();
        let class = value("class");
        let has = |wanted: &str| class.split(' ').any(|it| it == wanted);
        if &*tag.name == "figure" && has("asked") {
            self.name = Some(value("id"));
            self.path.clear();
            if let Some(figure) = self.figure() {
                figure.is_pair = has("pair");
            }
        }
        let Some(name) = self.name.clone() else {
            return;
        };
        let part = match self.part() {
            Part::Open if has("answer") => Part::Answer,
            Part::Open if &*tag.name == "pre" || has("folded") => Part::Code,
            part => part,
        };
        if !VOID.contains(&&*tag.name) && !tag.self_closing {
            self.path.push((tag.name.to_string(), part));
        }
        let Some(figure) = self.figure() else { return };
        if part == Part::Answer {
            figure.claims.1 += usize::from(has("claim"));
            return;
        }
        figure.claims.0 += usize::from(has("claim"));
        figure.classes.extend(class.split(' ').map(str::to_owned));
        for attribute in &tag.attrs {
            figure.text.push_str(&attribute.value.replace(&name, ""));
            figure.text.push('\n');
        }
        // The answers offered are words, and some of them name a piece of code.
        if part == Part::Open && &*tag.name != "code" {
            let names: BTreeSet<&str> = tag.attrs.iter().map(|it| &*it.name.local).collect();
            figure
                .open
                .insert(format!("<{} {names:?}> {class}", tag.name));
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.path.iter().rposition(|(open, _)| open == name) {
            self.path.truncate(at);
        }
        if self.path.is_empty() {
            self.name = None;
        }
    }

    fn text(&mut self, text: &str) {
        if self.part() == Part::Open
            && let Some(figure) = self.figure()
        {
            figure.text.push_str(text);
        }
    }
}
