//! What the pages of the book may load, run and reach: their Content-Security-Policy.
//!
//! Two places say it: a `<meta>` in `theme/index.hbs`, for a host that sends files as they are, and a
//! header of our own server. `tests/pages.rs` compares them.

/// One text for both constants.
macro_rules! policy {
    ($($more:literal)?) => {
        concat!(
            "default-src 'self'; ",
            // WebAssembly, which the lens of a later page needs
            "script-src 'self' 'wasm-unsafe-eval'; ",
            // where a published page runs a program, when its reader asks
            "connect-src 'self' https://play.rust-lang.org; ",
            // the icons of admonitions, which their stylesheet brings along
            "img-src 'self' data:; ",
            // nothing here embeds anything or sends a form
            "object-src 'none'; ",
            // the page for a wrong address names the site's root
            "base-uri 'self'; ",
            "form-action 'none'"
            $(, $more)?
        )
    };
}

/// The policy of every page.
pub const POLICY: &str = policy!();

/// The same as a header, which can also forbid that a page is framed.
pub const HEADER: &str = policy!("; frame-ancestors 'none'");
