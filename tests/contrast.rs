//! Proves that every colour of the book can be told from the ground that it lies on, in each theme
//! and on paper: text by 4.5 to 1, marks and lines that mean something by 3 to 1, as WCAG 2.2 counts.
//!
//! The pairs below are those that the stylesheets make. Where marks of two colours touch (a bar and
//! the reference that hangs from it) their shapes tell them apart, so each has to differ from the
//! ground and not from the other. Forced colours are the reader's own, and no matter of ours.

use std::collections::BTreeMap;
use std::fs;

/// Grounds of the page, on which its text stands.
const PAGE: &[&str] = &["--bg", "--tint", "--raised", "--code-bg"];
/// Grounds of code and of the drawings beside it: plain, the line of a step, a partner, and what a
/// step made new, plain and as a partner.
const CODE: &[&str] = &["--code-bg", "--mark", "--partner", NEW, NEW_PARTNER];
const NEW: &str = "--own at a tenth on --code-bg";
const NEW_PARTNER: &str = "--own at a tenth on --partner";

/// What stands on which grounds, and how much it has to differ at least.
const PAIRS: &[(f64, &[&str], &[&str])] = &[
    (4.5, &["--fg", "--soft", "--accent"], PAGE),
    (4.5, &["--fg", "--accent"], &["--accent-tint"]),
    (4.5, &["--refused", "--compiles", "--other"], PAGE),
    (4.5, &["--fg", "--soft", "--refused"], &["--refused-tint"]),
    (4.5, &["--fg", "--compiles"], &["--compiles-tint"]),
    (4.5, &["--fg", "--soft", "--other"], &["--other-tint"]),
    (4.5, &["--bg"], &["--accent", "--fg"]),
    (
        4.5,
        &[
            "--code-fg",
            "--code-comment",
            "--code-keyword",
            "--code-string",
            "--code-number",
            "--code-type",
            "--code-function",
            "--code-macro",
        ],
        &[
            "--code-bg",
            "--tint",
            "--mark",
            "--partner",
            "--refused-tint",
            "--accent-tint",
            "--other-tint",
        ],
    ),
    (4.5, &["--fg", "--lens-soft", "--refused"], CODE),
    (
        3.0,
        &["--own", "--reference", "--lens-faint", "--lens-soft"],
        CODE,
    ),
    (3.0, &["--focus"], PAGE),
    (3.0, &["--own"], &["--raised"]),
];

#[test]
fn every_colour_differs_from_its_grounds_in_every_theme() {
    let themes = themes(&stylesheet());
    assert_eq!(themes.len(), 6, "{:?}", themes.keys());
    let mut weak = Vec::new();
    let mut measured = 0;
    for (theme, colours) in &themes {
        for (least, inks, grounds) in PAIRS {
            for ink in *inks {
                for ground in *grounds {
                    let is = contrast(colour(colours, ink), colour(colours, ground));
                    measured += 1;
                    if is < *least {
                        weak.push(format!("{theme}: {ink} on {ground}: {is:.2}, not {least}"));
                    }
                }
            }
        }
    }
    assert!(measured > 600, "{measured} pairs");
    assert!(
        weak.is_empty(),
        "mend these colours in `theme/colours.css`:\n{}",
        weak.join("\n")
    );
}

#[test]
fn contrast_is_counted_as_wcag_counts_it() {
    let rounded = |a, b| (contrast(parse(a), parse(b)) * 100.0).round() / 100.0;
    assert_eq!(rounded("#000000", "#ffffff"), 21.0);
    assert_eq!(rounded("#777777", "#ffffff"), 4.48);
    assert_eq!(rounded("#ff0000", "#00ff00"), 2.91);
}

type Colour = [f64; 3];
type Colours = BTreeMap<String, Colour>;

/// The stylesheet that has all colours, without its comments.
fn stylesheet() -> String {
    let file = proofs::book().root().join("theme/colours.css");
    let text = fs::read_to_string(file).expect("the colours");
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.filter_map(|part| part.split_once("*/"));
    first + &rest.map(|(_, css)| css).collect::<String>()
}

/// The colours of each theme and of paper, those of `:root` where a theme has none of its own.
fn themes(css: &str) -> BTreeMap<String, Colours> {
    let mut themes: BTreeMap<String, Colours> = BTreeMap::new();
    let names = ["light", "rust", "coal", "navy", "ayu", "print"];
    for name in names {
        themes.insert(name.into(), Colours::new());
    }
    let mut medium = String::new();
    let mut selectors = String::new();
    let mut text = String::new();
    for c in css.chars() {
        match c {
            '{' if text.trim().starts_with('@') => medium = std::mem::take(&mut text),
            '{' => selectors = std::mem::take(&mut text),
            '}' if selectors.is_empty() => medium.clear(),
            '}' => {
                let declared = std::mem::take(&mut text);
                for (name, colours) in &mut themes {
                    let is_paper = medium.contains("print");
                    let is_plain = medium.is_empty();
                    let mut selectors = selectors.split(',').map(str::trim);
                    let is_own = |it: &str| it == ":root" || it == format!(".{name}");
                    if (name == "print" && is_paper) || (is_plain && selectors.any(is_own)) {
                        colours.extend(declarations(&declared));
                    }
                }
                selectors.clear();
            }
            c => text.push(c),
        }
    }
    themes
}

/// The colours that a rule declares.
fn declarations(rule: &str) -> impl Iterator<Item = (String, Colour)> + '_ {
    let declared = rule.split(';').filter_map(|it| it.split_once(':'));
    let declared = declared.map(|(name, value)| (name.trim(), value.trim()));
    let colours = declared.filter(|(_, value)| value.starts_with('#'));
    colours.map(|(name, value)| (name.to_owned(), parse(value)))
}

/// A token's colour, or that of something new over a ground.
fn colour(colours: &Colours, name: &str) -> Colour {
    let token = |name: &str| match colours.get(name) {
        Some(colour) => *colour,
        None => panic!("`theme/colours.css` has no `{name}`"),
    };
    match name.split_once(" at a tenth on ") {
        Some((over, under)) => {
            let (over, under) = (token(over), token(under));
            std::array::from_fn(|it| over[it] * 0.1 + under[it] * 0.9)
        }
        None => token(name),
    }
}

/// `#1d2733`, each part from 0 to 1.
fn parse(hex: &str) -> Colour {
    let digits = hex.trim_start_matches('#');
    assert_eq!(digits.len(), 6, "`{hex}` is not written with six digits");
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("a colour");
    [0, 2, 4].map(|at| f64::from(part(at)) / 255.0)
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| match part <= 0.04045 {
        true => part / 12.92,
        false => ((part + 0.055) / 1.055).powf(2.4),
    });
    red * 0.2126 + green * 0.7152 + blue * 0.0722
}
