//! Small pieces of HTML.

use pulldown_cmark::{Parser, html};

/// Text that means itself in HTML, and in the Markdown around it: mdBook would act on `{{#` and a
/// backtick could end the fence of an admonition.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '`' => escaped.push_str("&#96;"),
            '{' => escaped.push_str("&#123;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Escaped text for a `<pre>`, its line ends written so that an empty line is none in Markdown.
pub fn preformatted(text: &str) -> String {
    escape(text.trim_end_matches('\n')).replace('\n', "&#10;")
}

/// One paragraph of Markdown as HTML, without its `<p>`.
pub fn inline(markdown: &str) -> String {
    let mut rendered = String::new();
    html::push_html(&mut rendered, Parser::new(markdown));
    let rendered = rendered.trim();
    let inner = rendered
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"))
        .unwrap_or(rendered);
    inner.replace('\n', " ").replace('{', "&#123;")
}

/// A sentence of the lens as HTML: text, with code in backticks.
pub fn sentence(words: &str) -> String {
    let mut html = String::new();
    for (place, part) in words.split('`').enumerate() {
        match place % 2 {
            0 => html.push_str(&escape(part)),
            _ => html.push_str(&format!("<code>{}</code>", escape(part))),
        }
    }
    html.replace('\n', "&#10;")
}

/// A sentence begins with a capital, where it does not begin with code.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A program's file, linked to the repository where the book knows one.
pub fn source_link(repository: Option<&str>, file: &str) -> String {
    let file = escape(file);
    match repository {
        Some(url) => {
            let url = escape(url.trim_end_matches('/'));
            format!(r#"<a href="{url}/blob/main/{file}"><code>{file}</code></a>"#)
        }
        None => format!("<code>{file}</code>"),
    }
}

/// An `E0382` linked to its page in Rust's error index.
pub fn error_code(code: &str) -> String {
    format!(
        r#"<a href="{}"><code>{code}</code></a>"#,
        official_index(code)
    )
}

/// The address of an error code in Rust's error index.
pub fn official_index(code: &str) -> String {
    format!("https://doc.rust-lang.org/error_codes/{code}.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_markdown_and_can_start_no_directive() {
        assert_eq!(
            inline("Moves `a`, *then* b."),
            "Moves <code>a</code>, <em>then</em> b."
        );
        assert!(!inline("`{{#include x}}`").contains("{{"));
    }

    #[test]
    fn a_sentence_of_the_lens_is_text_but_for_its_code() {
        assert_eq!(
            sentence("`a` is *not* <b>\n"),
            "<code>a</code> is *not* &lt;b&gt;&#10;"
        );
    }

    #[test]
    fn preformatted_text_has_no_empty_line() {
        assert_eq!(preformatted("a\n\n<b>\n"), "a&#10;&#10;&lt;b&gt;");
    }
}
