//! The text of a page, section by section, without what is drawn.
//!
//! It reads what mdBook's renderer has written, which is well formed; it is no parser of HTML at
//! large.

use std::collections::BTreeMap;

/// Elements whose text nobody searches for.
const SKIPPED: [&str; 3] = ["svg", "script", "style"];

/// Elements of these classes say in words what is drawn, name commands that every figure has, or
/// offer answers of which most are wrong.
const UNSEARCHED: [&str; 4] = ["steps", "marks", "commands", "asking"];

/// Text by the anchor of its section; what stands before the first heading has the anchor `""`.
pub fn sections(html: &str) -> BTreeMap<String, String> {
    let mut sections = BTreeMap::new();
    let (mut anchor, mut text) = (String::new(), String::new());
    let mut in_heading = false;
    // The element that is being left out, and how many of its name are open.
    let mut skipped: Option<(&str, usize)> = None;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        if skipped.is_none() && !in_heading {
            text.push_str(before);
        }
        let length = end_of_tag(tag);
        let (tag, after) = tag.split_at(length);
        rest = after;
        let closes = tag.starts_with("</");
        let name = name(tag);
        if let Some((outer, open)) = &mut skipped {
            if name == *outer && !tag.ends_with("/>") {
                *open = if closes { *open - 1 } else { *open + 1 };
            }
            if *open == 0 {
                skipped = None;
            }
            continue;
        }
        if is_heading(name) {
            in_heading = !closes;
            if let Some(id) = attribute(tag, "id").filter(|_| !closes) {
                let done = std::mem::replace(&mut anchor, id.to_owned());
                sections.insert(done, collapsed(&std::mem::take(&mut text)));
            }
        } else if !closes && !tag.ends_with("/>") && is_skipped(name, tag) {
            skipped = Some((name, 1));
        }
        // Words of two elements are two words; the spans of coloured code divide none.
        if name != "span" {
            text.push(' ');
        }
    }
    sections.insert(anchor, collapsed(&text));
    sections
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3")
}

fn is_skipped(name: &str, tag: &str) -> bool {
    let mut classes = attribute(tag, "class").unwrap_or_default().split(' ');
    SKIPPED.contains(&name) || classes.any(|class| UNSEARCHED.contains(&class))
}

/// The length of the tag or comment that `text` begins with.
fn end_of_tag(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    let mut quote = None;
    for (place, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return place + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The name in a tag.
fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
    &inner[..end.unwrap_or(inner.len())]
}

/// The value of an attribute that stands in double quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Characters in place of their entities, and one space between words.
fn collapsed(text: &str) -> String {
    let mut plain = text.to_owned();
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", " "),
        // Last, or `&amp;lt;` would become two characters at once.
        ("&amp;", "&"),
    ] {
        plain = plain.replace(entity, character);
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_by_its_section() {
        let html = "<p>before</p><h1 id=\"a\"><a href=\"#a\">A</a></h1><p title=\"a > b\">one</p>\
                    <h2 id=\"b\">B</h2><pre><span>l</span>et x &lt; &amp;y;</pre>";
        let found = sections(html);
        assert_eq!(found[""], "before");
        assert_eq!(found["a"], "one");
        assert_eq!(found["b"], "let x < &y;");
    }

    #[test]
    fn what_is_drawn_or_repeated_is_left_out() {
        let html = "<p>kept</p><svg><g><text>drawn</text></g></svg><details class=\"steps\">\
                    <details class=\"words\">told</details>after</details><form class=\"asking\">no</form>\
                    <p>too</p>";
        assert_eq!(sections(html)[""], "kept too");
    }
}
