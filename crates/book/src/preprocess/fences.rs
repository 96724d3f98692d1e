//! Blocks of Rust in the text of a chapter, coloured when the book is built.
//!
//! ````text
//! ```rust
//! let owner = name;
//! ```
//! ````
//!
//! becomes a `<pre>` with the spans that programs have, so no page needs a script for it. Blocks of
//! other languages stay as they are.

use crate::page::{coloured_lines, pre};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The chapter with its blocks of Rust as HTML.
pub fn coloured(chapter: &str) -> String {
    let mut coloured = String::with_capacity(chapter.len());
    let mut from = 0;
    for (span, source) in blocks(chapter) {
        coloured.push_str(&chapter[from..span.start]);
        // An empty line would end the HTML, so there is none in it.
        coloured.push_str(&pre(&coloured_lines(&source, &[]).join("&#10;")));
        from = span.end;
    }
    coloured + &chapter[from..]
}

/// Where each block of Rust stands, and what it holds.
fn blocks(chapter: &str) -> Vec<(Range<usize>, String)> {
    let mut blocks: Vec<(Range<usize>, String)> = Vec::new();
    let mut within = false;
    for (event, span) in Parser::new_ext(chapter, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "rust" => {
                within = true;
                blocks.push((span, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => within = false,
            Event::Text(text) if within => {
                if let Some((_, source)) = blocks.last_mut() {
                    source.push_str(&text);
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
        let text = "A:\n\n```rust\nlet a = 1;\n\nlet b = a;\n```\n\n```cpp\nint a;\n```\n";
        let html = coloured(text);
        assert!(
            html.contains("<span class=\"hljs-keyword\">let</span> a"),
            "{html}"
        );
        assert!(html.contains(";&#10;&#10;<span"), "{html}");
        assert!(html.ends_with("</pre>\n\n```cpp\nint a;\n```\n"), "{html}");
    }

    #[test]
    fn a_block_in_a_list_stays_in_it() {
        let html = coloured("- one:\n\n  ```rust\n  let a = 1;\n  ```\n\n- two\n");
        assert!(html.starts_with("- one:\n\n  <pre>"), "{html}");
        assert!(
            html.contains("</pre>\n") && html.ends_with("\n- two\n"),
            "{html}"
        );
        assert!(!html.contains("```"), "{html}");
    }
}
