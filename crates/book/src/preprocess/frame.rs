//! What belongs to a page and to no program: its head, and the code written into its text.

use super::{fences, head};
use crate::address;
use crate::problem::spelled;
use anyhow::Result;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

/// The preprocessor that runs when the others have put their figures into the chapters.
pub struct Frame;

impl Frame {
    /// Its name in `book.toml`.
    pub const NAME: &'static str = "frame";
}

impl Preprocessor for Frame {
    fn name(&self) -> &str {
        Frame::NAME
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let html = context.config.html_config().unwrap_or_default();
        let about = head::Book {
            title: context.config.book.title.as_deref().unwrap_or_default(),
            description: context
                .config
                .book
                .description
                .as_deref()
                .unwrap_or_default(),
            address: address::of(&html),
        };
        book.for_each_mut(|item| {
            let BookItem::Chapter(chapter) = item else {
                return;
            };
            let Some(path) = &chapter.path else {
                return;
            };
            let page = spelled(&path.with_extension("html"));
            let (description, text) = head::split(&chapter.content);
            let head = about.head(&chapter.name, description, &page);
            let text = fences::as_html(&text);
            chapter.content = format!("{text}\n\n{{{{#title {head}}}}}\n");
        });
        Ok(book)
    }
}
