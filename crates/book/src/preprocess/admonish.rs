//! mdbook-admonish, which is written for mdBook 0.4, in a book of mdBook 0.5.
//!
//! ````text
//! ```admonish pitfall title="`for` takes the vector"
//! …
//! ```
//! ````
//!
//! becomes a `<div class="admonition admonish-pitfall">`. Between the two versions the book's JSON
//! differs in three places, which [`Admonitions`] translates there and back. To delete, with the
//! dependency on `mdbook04`, when mdbook-admonish supports mdBook 0.5
//! (tommilligan/mdbook-admonish#233, its pull request #235).

use anyhow::{Context, Result};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use mdbook04::preprocess::{CmdPreprocessor, Preprocessor as Preprocessor04};
use serde_json::{Value, json};

/// The preprocessor for ```` ```admonish ```` blocks.
pub struct Admonitions;

impl Admonitions {
    /// Its name in `book.toml`, which mdbook-admonish fixes.
    pub const NAME: &'static str = "admonish";
}

impl Preprocessor for Admonitions {
    fn name(&self) -> &str {
        Admonitions::NAME
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        let mut input = json!([context, book]);
        drop_nulls(&mut input[0]["config"]);
        rename(&mut input[1], "items", "sections");
        input[1]["__non_exhaustive"] = Value::Null;

        let bytes = serde_json::to_vec(&input)?;
        let (context, book) = CmdPreprocessor::parse_input(&bytes[..])
            .context("the book does not read as one of mdBook 0.4")?;
        let mut book = mdbook_admonish::Admonish.run(&context, book)?;
        book.for_each_mut(|item| {
            if let mdbook04::BookItem::Chapter(chapter) = item {
                chapter.content = without_role(&chapter.content);
            }
        });

        let mut output = serde_json::to_value(book)?;
        rename(&mut output, "sections", "items");
        serde_json::from_value(output).context("the book does not read as one of mdBook 0.5")
    }
}

/// A `<details>` has a role of its own, which `note` would take from it.
fn without_role(content: &str) -> String {
    content
        .split_inclusive('\n')
        .map(|line| match line.trim_start().starts_with("<details id=") {
            true => line.replacen(" role=\"note\"", "", 1),
            false => line.to_owned(),
        })
        .collect()
}

/// Absent settings are `null` in 0.5 and left out in 0.4.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        Value::Array(values) => values.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// Renames a field of an object; the other version's own fields are left behind.
fn rename(object: &mut Value, from: &str, to: &str) {
    let field = object[from].take();
    *object = json!({ to: field });
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// mdbook-admonish makes the style of a custom admonition from its icon and colour.
    #[test]
    fn the_stylesheet_follows_book_toml() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let read = |file| fs::read_to_string(root.join(file)).expect(file);
        let config: toml::Table = read("book.toml").parse().expect("TOML");
        let admonish = toml::to_string(&config["preprocessor"]["admonish"]).expect("TOML");
        let css = mdbook_admonish::custom::css_from_config(&root, &admonish).expect("a stylesheet");
        let stylesheet = read("theme/admonish.css");
        for rules in css.split(":root {").skip(1) {
            let rules = format!(":root {{{}", rules.trim_end());
            assert!(
                stylesheet.contains(&rules),
                "put into theme/admonish.css:\n\n{rules}\n"
            );
        }
    }
}
