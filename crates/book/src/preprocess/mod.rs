//! What the book does to its chapters before mdBook renders them.
//!
//! They run in this process when our own commands build the book, and behind
//! `book preprocess NAME` when stock `mdbook` does; `book.toml` names them for it.

mod admonish;
mod appendices;
mod fences;
mod frame;
mod head;
mod programs;
mod terms;

pub use admonish::Admonitions;
pub use appendices::Appendices;
pub use frame::Frame;
pub use head::split as split_description;
pub use programs::Programs;
pub use terms::uses as terms_in;

use crate::facts::Show;
use anyhow::{Context, Result, bail};
use mdbook_preprocessor::Preprocessor;
use std::io::{self, Write};

/// Speaks mdBook's protocol with another process: a book on standard input, a book back.
///
/// # Errors
/// When the input is not mdBook's, or the preprocessor fails.
pub fn over_pipe(name: &str, supports: bool) -> Result<()> {
    let preprocessor: Box<dyn Preprocessor> = match name {
        Programs::NAME => Box::new(Programs::new(Show::Committed)),
        Admonitions::NAME => Box::new(Admonitions),
        Appendices::NAME => Box::new(Appendices),
        Frame::NAME => Box::new(Frame),
        other => bail!(
            "there is no preprocessor `{other}`; there are `programs`, `appendices`, `admonish` and \
             `frame`"
        ),
    };
    if supports {
        return Ok(());
    }
    let (context, book) = mdbook_preprocessor::parse_input(io::stdin())
        .context("`book preprocess` is started by mdBook and reads a book from it")?;
    let processed = preprocessor.run(&context, book)?;
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &processed)?;
    out.flush()?;
    Ok(())
}
