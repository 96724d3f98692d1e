//! The text of a page, section by section, without what is drawn.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Elements of these classes say in words what is drawn, name commands that every figure has, or
/// offer answers of which most are wrong.
const UNSEARCHED: [&str; 4] = ["steps", "marks", "commands", "asking"];

/// What stands in a page's `<main>`, by the anchor of its section; what stands before the first
/// heading has the anchor `""`.
pub fn sections(page: &str) -> BTreeMap<String, String> {
    let tokenizer = Tokenizer::new(Reader::default(), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    // It stops early for scripts only, which the sink does not ask for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut reading = tokenizer.sink.0.into_inner();
    reading.begin_section(String::new());
    reading.sections
}

#[derive(Default)]
struct Reader(RefCell<Reading>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reading = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if &*tag.name == "main" => {
                reading.in_main = tag.kind == TagKind::StartTag;
            }
            Token::TagToken(tag) if reading.in_main => reading.tag(&tag),
            Token::CharacterTokens(text) if reading.in_main => reading.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The sections that are done, and where the reading is.
#[derive(Default)]
struct Reading {
    sections: BTreeMap<String, String>,
    anchor: String,
    text: String,
    in_main: bool,
    in_heading: bool,
    /// The element that is being left out, and how many of its name are open.
    skipped: Option<(String, usize)>,
}

impl Reading {
    fn tag(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let opens = tag.kind == TagKind::StartTag;
        if let Some((outer, open)) = &mut self.skipped {
            if name == outer && !tag.self_closing {
                *open = if opens { *open + 1 } else { *open - 1 };
            }
            if *open == 0 {
                self.skipped = None;
            }
            return;
        }
        if matches!(name, "h1" | "h2" | "h3") {
            self.in_heading = opens;
            if let Some(id) = attribute(tag, "id").filter(|_| opens) {
                self.begin_section(id.to_owned());
            }
        } else if opens && !tag.self_closing && is_skipped(tag) {
            self.skipped = Some((name.to_owned(), 1));
        }
        // Words of two elements are two words; the spans of coloured code divide none.
        if name != "span" {
            self.text.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_none() && !self.in_heading {
            self.text.push_str(text);
        }
    }

    /// Keeps the section that ends here, with one space between its words.
    fn begin_section(&mut self, anchor: String) {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let done = std::mem::replace(&mut self.anchor, anchor);
        self.sections.insert(done, words.join(" "));
        self.text.clear();
    }
}

fn is_skipped(tag: &Tag) -> bool {
    let mut classes = attribute(tag, "class").unwrap_or_default().split(' ');
    &*tag.name == "svg" || classes.any(|class| UNSEARCHED.contains(&class))
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let found = tag.attrs.iter().find(|it| &*it.name.local == name)?;
    Some(&found.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(main: &str) -> BTreeMap<String, String> {
        sections(&format!(
            "<nav>chapters</nav><main>{main}</main><p>behind</p>"
        ))
    }

    #[test]
    fn text_is_found_by_its_section() {
        let found = of(
            "<p>before</p><h1 id=\"a\"><a href=\"#a\">A</a></h1><p title=\"a > b\">one</p>\
             <h2 id=b>B</h2><pre><span>l</span>et x &lt; &amp;amp;&#123;y};</pre><!-- <p>c -->",
        );
        assert_eq!(found[""], "before");
        assert_eq!(found["a"], "one");
        assert_eq!(found["b"], "let x < &amp;{y};");
    }

    #[test]
    fn what_is_drawn_or_repeated_is_left_out() {
        let found = of(
            "<p>kept</p><svg><g><text>drawn</text></g></svg><details class=\"steps\">\
             <details class=\"words\">told</details>after</details><form class=\"asking\">no</form>\
             <p>too</p>",
        );
        assert_eq!(found[""], "kept too");
    }
}
