//! The head of a page: its title, its description, its address, and what a preview shows of it.
//!
//! An author writes one comment at the beginning of a chapter:
//!
//! ```text
//! <!-- description: What a move copies, and what may still be used behind it. -->
//! ```
//!
//! mdBook knows a title for each page, and a description for the whole book only. So what is made
//! here travels as the page's title, by mdBook's own `{{#title …}}`, and `theme/index.hbs` puts it
//! into the head as it is. That holds for stock mdBook too.

use crate::address;
use crate::page::escape;
use std::borrow::Cow;

const BEGIN: &str = "<!-- description:";
const END: &str = "-->";

/// What every head says of the book.
pub struct Book<'a> {
    /// The book's title.
    pub title: &'a str,
    /// What a chapter without a description is described by.
    pub description: &'a str,
    /// Where the site will be found; canonical links and previews need it.
    pub address: Option<String>,
}

impl Book<'_> {
    /// The head of one page, on one line. `page` is its path in the site.
    pub fn head(&self, chapter: &str, description: Option<&str>, page: &str) -> String {
        let title = match chapter == self.title || self.title.is_empty() {
            true => chapter.to_owned(),
            false => format!("{chapter} - {}", self.title),
        };
        let (title, chapter) = (text(&title), text(chapter));
        let description = text(description.unwrap_or(self.description));
        let mut head = format!(
            "<title>{title}</title><meta name=\"description\" content=\"{description}\">\
             <meta property=\"og:type\" content=\"article\">\
             <meta property=\"og:site_name\" content=\"{}\">\
             <meta property=\"og:title\" content=\"{chapter}\">\
             <meta property=\"og:description\" content=\"{description}\">",
            text(self.title),
        );
        if let Some(site) = &self.address {
            let here = text(&address::of_page(site, page));
            let image = text(&format!("{site}preview.png"));
            head.push_str(&format!(
                "<link rel=\"canonical\" href=\"{here}\">\
                 <meta property=\"og:url\" content=\"{here}\">\
                 <meta property=\"og:image\" content=\"{image}\">\
                 <meta property=\"og:image:width\" content=\"1200\">\
                 <meta property=\"og:image:height\" content=\"630\">\
                 <meta name=\"twitter:card\" content=\"summary_large_image\">",
            ));
        }
        head
    }
}

/// The description that a chapter begins with, and the chapter without it.
pub fn split(chapter: &str) -> (Option<&str>, Cow<'_, str>) {
    let Some((description, rest)) = chapter
        .trim_start()
        .strip_prefix(BEGIN)
        .and_then(|rest| rest.split_once(END))
    else {
        return (None, chapter.into());
    };
    let description = Some(description.trim()).filter(|description| !description.is_empty());
    (description, rest.trim_start().into())
}

/// Text for an attribute. A brace would end `{{#title …}}`.
fn text(words: &str) -> String {
    escape(words).replace('}', "&#125;").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(address: Option<&str>) -> Book<'static> {
        Book {
            title: "A book",
            description: "All of it",
            address: address.map(str::to_owned),
        }
    }

    #[test]
    fn a_chapter_begins_with_its_description() {
        let (description, rest) = split("<!-- description: Who frees. -->\n\n# Owners\n");
        assert_eq!(description, Some("Who frees."));
        assert_eq!(rest, "# Owners\n");
        for none in [
            "# Owners\n",
            "<!-- description: -->\n# Owners\n",
            "<!-- a -->\n",
        ] {
            assert_eq!(split(none).0, None, "{none}");
        }
    }

    #[test]
    fn a_head_cannot_be_left() {
        let head = book(None).head("\"Boxes\" & }}", Some("`Box<T>` } {{#x}}"), "boxes.html");
        assert!(!head.contains('}') && !head.contains('{'), "{head}");
        assert!(head.contains("content=\"&#96;Box&lt;T&gt;&#96; "), "{head}");
        assert!(
            head.contains("<title>&quot;Boxes&quot; &amp; &#125;&#125; - A book</title>"),
            "{head}"
        );
    }

    #[test]
    fn what_needs_an_address_is_left_out_without_one() {
        let head = book(None).head("Moves", None, "moves.html");
        assert!(head.contains("content=\"All of it\""), "{head}");
        assert!(
            !head.contains("canonical") && !head.contains("og:image"),
            "{head}"
        );
        let head = book(Some("https://example.org/b/")).head("Moves", None, "moves.html");
        assert!(
            head.contains("<link rel=\"canonical\" href=\"https://example.org/b/moves.html\">"),
            "{head}"
        );
    }
}
