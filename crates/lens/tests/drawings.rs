//! The drawings of the book's own programs: no text lies on another or beyond the edge, and they
//! stay small enough to be part of a page.

use lens::draw::{Drawing, lanes, memories};
use lens::edition::Edition;
use lens::source::Source;
use lens::story::{Recorded, Story, tell};
use playground::{Bounds, Rustc, ask};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn text_in_the_drawings_of_all_programs_stands_free_within_a_few_kilobytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let rustc = Rustc::find(&root, &root.join("target")).expect("a compiler");
    let mut programs = Vec::new();
    find(&root.join("examples"), &mut programs);
    find(&root.join("tests/forbidden/moves"), &mut programs);
    find(&root.join("tests/forbidden/owners"), &mut programs);
    find(&root.join("crates/lens/tests/drawings"), &mut programs);
    programs.sort();
    assert!(programs.len() > 20, "{} programs", programs.len());
    let mut steps = 0;
    for program in programs {
        let text = fs::read_to_string(&program).expect("a program");
        let name = program.display();
        let story = story(&rustc, &text);
        let beside = lanes(&story, 1..=text.lines().count(), "l").expect("lanes");
        assert!(
            beside.svg.len() <= 6144,
            "{name}: {} bytes",
            beside.svg.len()
        );
        check(&format!("lanes of {name}"), &beside);
        for (number, drawing) in memories(&story, "m").iter().enumerate() {
            assert!(drawing.width <= 588, "{name}: {} px", drawing.width);
            check(&format!("step {number} of {name}"), drawing);
            steps += 1;
        }
    }
    assert!(steps > 100, "{steps} steps");
}

fn find(folder: &Path, programs: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            find(&path, programs);
        } else if path.extension().is_some_and(|it| it == "rs") {
            programs.push(path);
        }
    }
}

fn story(rustc: &Rustc, text: &str) -> Story {
    let edition = Edition::default();
    let source = Source::parse(text).expect("a program");
    let permissions = ask::permissions(rustc, &source, edition).expect("rustc runs");
    let recorded = ask::memory(rustc, &source, edition, Bounds::PROGRAM).ok();
    let recorded = recorded.as_ref().map(|it| Recorded {
        memory: &it.memory,
        left: &it.left,
        ended: None,
    });
    tell(&source, &permissions, recorded)
}

/// The rectangle that a text takes: left, top, right, bottom.
struct Text {
    area: [f64; 4],
    words: String,
}

fn check(name: &str, drawing: &Drawing) {
    let texts = texts(&drawing.svg);
    let edges = [0.0, 0.0, drawing.width.into(), drawing.height.into()];
    for (number, text) in texts.iter().enumerate() {
        let [left, top, right, bottom] = text.area;
        assert!(
            left >= edges[0] && top >= edges[1] && right <= edges[2] && bottom <= edges[3],
            "{name}: `{}` at {:?} leaves {edges:?}",
            text.words,
            text.area
        );
        for other in &texts[number + 1..] {
            let [other_left, other_top, other_right, other_bottom] = other.area;
            let is_apart = right <= other_left
                || other_right <= left
                || bottom <= other_top
                || other_bottom <= top;
            assert!(
                is_apart,
                "{name}: `{}` lies on `{}`",
                text.words, other.words
            );
        }
    }
}

/// The texts of an SVG: letters are 14 px high and 8.43 px wide.
fn texts(svg: &str) -> Vec<Text> {
    let elements = svg.split("<text ").skip(1);
    let texts = elements.map(|element| {
        let (head, rest) = element.split_once('>').expect("the end of a tag");
        let words = rest.split('<').next().unwrap_or_default();
        let words = words.replace("&lt;", "<").replace("&gt;", ">");
        let words = words.replace("&amp;", "&").replace("&quot;", "\"");
        let words = words.replace("&#123;", "{").replace("&#96;", "`");
        let attribute = |name: &str| {
            let value = head.split(&format!("{name}=\"")).nth(1)?;
            value.split('"').next().map(str::to_owned)
        };
        let places = attribute("x").expect("a place");
        let places = places.split(' ').map(|it| it.parse().expect("a number"));
        let places: Vec<f64> = places.collect();
        let y: f64 = attribute("y").expect("a height").parse().expect("a number");
        let letters = if places.len() > 1 {
            1
        } else {
            words.chars().count()
        };
        let width = f64::from(u32::try_from(letters).expect("a text")) * 8.43;
        let (first, last) = (places[0], places[places.len() - 1]);
        let (left, right) = match attribute("text-anchor") {
            Some(_) => (first - width, first),
            None => (first, last + width),
        };
        let area = [left, y - 11.0, right, y + 3.0];
        Text { area, words }
    });
    texts.collect()
}
