//! A drawing as SVG, and what it is written with.
//!
//! The SVG is one line without an empty one, since Markdown would end a block of HTML there, and its
//! text is escaped for Markdown and mdBook too, so a page can put it anywhere as it is. It has no
//! style of its own: classes name the parts, `theme/lens.css` colours them, and attributes keep the
//! shapes right where no stylesheet comes along.

use super::legend::Mark;
use std::collections::BTreeSet;
use std::fmt::{Display, Write};

/// The size of all text, in pixels.
pub(super) const FONT: i32 = 14;

/// A finished drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// One `<svg>` element.
    pub svg: String,
    /// Its natural width in pixels.
    pub width: i32,
    /// Its natural height in pixels.
    pub height: i32,
    /// The marks in it, for a legend.
    pub marks: BTreeSet<Mark>,
}

/// Where a text starts, ends or has its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    End,
}

/// A drawing in the making.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
    /// The marks used so far.
    pub marks: BTreeSet<Mark>,
}

impl Canvas {
    /// Puts in a piece of SVG as it is.
    pub fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
    }

    /// Opens a group of what stands for these partners, or for nobody.
    pub fn open(&mut self, of: &str) {
        self.open_as("", of);
    }

    /// The same, of a class.
    pub fn open_as(&mut self, class: &str, of: &str) {
        self.body.push_str("<g");
        self.class(class);
        if !of.is_empty() {
            let _ = write!(self.body, r#" data-of="{of}""#);
        }
        self.body.push('>');
    }

    /// What was drawn elsewhere, as a group of what stands for these partners; nothing stays nothing.
    pub fn group(&mut self, of: &str, drawn: Canvas) {
        if drawn.body.is_empty() {
            return;
        }
        self.open(of);
        self.body.push_str(&drawn.body);
        self.marks.extend(drawn.marks);
        self.close();
    }

    /// Closes the last group.
    pub fn close(&mut self) {
        self.body.push_str("</g>");
    }

    /// The ground of something that has partners: where it can be pointed at, and what is tinted
    /// when it is.
    pub fn ground(&mut self, more: &str, x: i32, y: i32, width: i32, height: i32) {
        let way = format!("M{x} {y}h{width}v{height}h-{width}z");
        self.path_with("hit", &format!(r#"fill="none"{more}"#), &way);
    }

    /// A path that is stroked (`class` says how), or nothing where there is no way to draw.
    pub fn path(&mut self, class: &str, way: &str) {
        if !way.is_empty() {
            let _ = write!(self.body, r#"<path class="{class}" d="{way}"/>"#);
        }
    }

    /// A path with further attributes.
    pub fn path_with(&mut self, class: &str, attributes: &str, way: &str) {
        if !way.is_empty() {
            let _ = write!(
                self.body,
                r#"<path class="{class}" {attributes} d="{way}"/>"#
            );
        }
    }

    /// A rectangle.
    pub fn rect(&mut self, class: &str, x: i32, y: i32, width: i32, height: i32) {
        let _ = write!(
            self.body,
            r#"<path class="{class}" d="M{x} {y}h{width}v{height}h-{width}z"/>"#
        );
    }

    /// A line of text whose letters stand on `y`; an empty one is none.
    pub fn text(&mut self, class: &str, x: i32, y: i32, anchor: Anchor, text: &str) {
        if text.is_empty() {
            return;
        }
        let _ = write!(self.body, r#"<text x="{x}" y="{y}""#);
        if anchor == Anchor::End {
            self.body.push_str(r#" text-anchor="end""#);
        }
        self.class(class);
        let _ = write!(self.body, ">{}</text>", escape(text));
    }

    /// Letters, each in a cell of its own: `step` pixels apart.
    pub fn cells(&mut self, class: &str, x: i32, y: i32, step: i32, letters: &str) {
        if letters.is_empty() {
            return;
        }
        let mut places = String::new();
        let mut at = x;
        for _ in letters.chars() {
            let _ = write!(places, "{}{at}", if at == x { "" } else { " " });
            at += step;
        }
        let _ = write!(self.body, r#"<text x="{places}" y="{y}""#);
        self.class(class);
        // Neighbouring spaces would become one, and the letters behind them would move up.
        let letters = letters.replace(' ', "\u{a0}");
        let _ = write!(self.body, ">{}</text>", escape(&letters));
    }

    fn class(&mut self, class: &str) {
        if !class.is_empty() {
            let _ = write!(self.body, r#" class="{class}""#);
        }
    }

    /// What was drawn so far, for a place inside another drawing.
    pub fn body(self) -> String {
        self.body
    }

    /// The drawing, of the class `lens` and `kind`. `id` begins the names inside it and has to be
    /// another for each drawing of a page.
    pub fn finish(
        self,
        kind: &str,
        id: &str,
        (width, height): (i32, i32),
        title: &str,
        description: &str,
    ) -> Drawing {
        let id = escape(id);
        let (title, description) = (escape(title), escape(description));
        let svg = format!(
            r#"<svg class="lens {kind}" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="monospace" font-size="{FONT}" fill="currentColor" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>{}</svg>"#,
            self.body
        );
        Drawing {
            svg,
            width,
            height,
            marks: self.marks,
        }
    }
}

/// The width of a text in pixels: a letter of the monospaced fonts that mdBook asks for is at most
/// 0.602 of its height, and those of the Far East are twice as wide.
pub(super) fn width(text: &str) -> i32 {
    let wide = |c: char| if c >= '\u{1100}' && !is_sign(c) { 2 } else { 1 };
    let letters: usize = text.chars().map(wide).sum();
    i32::try_from((letters * 843).div_ceil(100)).unwrap_or(i32::MAX / 4)
}

/// Signs that the drawings use themselves, such as `…` and `→`.
fn is_sign(c: char) -> bool {
    ('\u{2000}'..'\u{2c00}').contains(&c)
}

/// The text, or so much of it that `…` and it take at most this many letters.
pub(super) fn cut(text: &str, letters: usize) -> String {
    match text.chars().count() > letters {
        true => {
            let kept = text.chars().take(letters.saturating_sub(1));
            kept.chain(['…']).collect()
        }
        false => text.to_owned(),
    }
}

/// How many letters fit into so many pixels.
pub(super) fn letters(pixels: i32) -> usize {
    usize::try_from(pixels.max(0) * 100 / 843).unwrap_or(0)
}

/// Text that means itself in SVG and in the Markdown around it. What cannot be seen is shown as a
/// sign, since SVG does not allow most of it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '`' => escaped.push_str("&#96;"),
            '{' => escaped.push_str("&#123;"),
            '\n' => escaped.push('↵'),
            '\t' => escaped.push('⇥'),
            c if c.is_control() || ('\u{fff0}'..='\u{ffff}').contains(&c) => {
                escaped.push('\u{fffd}')
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Adds a piece of a way.
pub(super) fn push(way: &mut String, piece: impl Display) {
    let _ = write!(way, "{piece}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_one_line_that_markdown_leaves_alone() {
        let mut canvas = Canvas::default();
        canvas.text("", 0, 0, Anchor::Start, "a\n\n`b` {{#c}} <d> \u{7}");
        let drawing = canvas.finish("lanes", "x\"y", (1, 1), "`t`", "d\n\ne");
        assert!(!drawing.svg.contains(['\n', '`', '{', '\u{7}']));
        assert!(drawing.svg.contains("&lt;d&gt;"));
        assert!(drawing.svg.contains(r#"<title id="x&quot;y-t">"#));
    }

    #[test]
    fn a_text_is_cut_to_its_letters() {
        assert_eq!(cut("invoice", 7), "invoice");
        assert_eq!(cut("invoices", 7), "invoic…");
        assert_eq!(cut("ab", 0), "…");
    }
}
