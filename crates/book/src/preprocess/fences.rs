//! Blocks of code in the text of a chapter. Rust is coloured when the book is built.
//!
//! ````text
//! ```rust
//! let owner = name;
//! ```
//! ````
//!
//! becomes a `<pre>` with the spans that programs have, so no page needs a script for it. Blocks of
//! other languages become plain ones; like programs they can be focused, since a long line has to be
//! scrolled.

use crate::page::{coloured_lines, pre, preformatted};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A block of code in a chapter.
struct Block {
    /// Where it stands, in bytes.
    span: Range<usize>,
    is_rust: bool,
    source: String,
}

/// The chapter with its blocks of code as HTML, no line of which is empty: that would end it.
pub fn as_html(chapter: &str) -> String {
    let mut html = String::with_capacity(chapter.len());
    let mut from = 0;
    for block in blocks(chapter) {
        html.push_str(&chapter[from..block.span.start]);
        html.push_str(&match block.is_rust {
            true => pre(&coloured_lines(&block.source, &[]).join("&#10;")),
            false => pre(&preformatted(&block.source)),
        });
        from = block.span.end;
    }
    html + &chapter[from..]
}

fn blocks(chapter: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut within = false;
    for (event, span) in Parser::new_ext(chapter, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                within = true;
                blocks.push(Block {
                    span,
                    is_rust: &*language == "rust",
                    source: String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => within = false,
            Event::Text(text) if within => {
                if let Some(block) = blocks.last_mut() {
                    block.source.push_str(&text);
                }
            }
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_is_coloured_and_nothing_else() {
        let html = as_html(
            "A:\n\n```rust\nlet a = 1;\n\nlet b = a;\n```\n\n```cpp\nlet& a;\n\nb;\n```\n\nB\n",
        );
        assert!(html.contains("<span class=\"k\">let</span> a"), "{html}");
        assert!(html.contains(";&#10;&#10;<span"), "{html}");
        assert!(
            html.ends_with(">let&amp; a;&#10;&#10;b;</code></pre>\n\nB\n"),
            "{html}"
        );
        assert!(html.starts_with("A:\n\n<pre>"), "{html}");
    }

    #[test]
    fn a_block_in_a_list_stays_in_it() {
        let html = as_html("- one:\n\n  ```rust\n  let a = 1;\n  ```\n\n- two\n");
        assert!(html.starts_with("- one:\n\n  <pre>"), "{html}");
        assert!(html.ends_with("</pre>\n\n- two\n"), "{html}");
    }
}
