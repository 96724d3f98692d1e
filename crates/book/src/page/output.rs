//! What rustc and programs said, as they said it.

use super::code;
use super::html::{escape, preformatted};
use crate::record::{Record, STACK_OVERFLOW};

/// More lines than these scroll inside of the figure.
const LONG: usize = 16;

/// What a program left when it ran.
pub fn prints(record: &Record) -> String {
    let Record {
        stdout,
        exit_status,
        stderr,
        warnings,
    } = record;
    let mut html = String::new();
    if !warnings.is_empty() {
        html.push_str(&output("rustc warns", warnings));
    }
    html.push_str(&match stdout.is_empty() {
        true => title("It prints nothing"),
        false => output("It prints", stdout),
    });
    if !stderr.is_empty() {
        html.push_str(&output("To standard error", stderr));
    }
    if let Some(status) = exit_status {
        html.push_str(&title(&match status.as_str() {
            STACK_OVERFLOW => "A stack overflow ends it".to_owned(),
            status => format!("It ends with exit status {}", escape(status)),
        }));
    }
    html
}

/// A title inside a figure.
pub fn title(words: &str) -> String {
    format!("<p class=\"label\">{words}</p>")
}

/// Words of rustc or of a program, under their title.
pub fn output(words: &str, text: &str) -> String {
    format!("{}{}", title(words), said(words, text))
}

/// Words of rustc or of a program; `label` says whose they are, to whoever reaches them by keyboard.
pub fn said(label: &str, text: &str) -> String {
    let class = match text.lines().count() > LONG {
        true => "output long",
        false => "output",
    };
    let pre = code::pre_labelled(label, &preformatted(text));
    format!("<div class=\"{class}\">{pre}</div>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_output_scrolls_and_says_what_it_is() {
        let long = "line\n".repeat(LONG + 1);
        let html = output("It prints", &long);
        assert!(html.contains("<div class=\"output long\">"), "{html}");
        assert!(
            html.contains(r#"role="group" aria-label="It prints""#),
            "{html}"
        );
        assert!(!output("It prints", "line\n").contains("long"));
    }
}
