//! What all figures of programs share: the frame that tells, and the note on
//! facts that wait to be accepted.

use super::html::inline;
use crate::directive::Directive;
use crate::name::Name;

/// A figure that says what it proves before it shows it.
pub fn told(directive: &Directive, kind: &str, body: &str) -> String {
    let name = &directive.name;
    format!(
        "<figure class=\"program {kind}\" id=\"{name}\"><figcaption>{}\
         <a class=\"name\" href=\"#{name}\">{name}</a></figcaption>{body}</figure>",
        claim(directive)
    )
}

/// The sentence that the program proves.
pub fn claim(directive: &Directive) -> String {
    format!("<p class=\"claim\">{}</p>", inline(&directive.caption))
}

/// The note on a fact that was asked while serving and differs from the committed one.
pub fn unaccepted(name: &Name, accepted: bool) -> String {
    if accepted {
        return String::new();
    }
    format!(
        "<p class=\"unaccepted\"><b>Not accepted yet.</b> The program has changed, and with it \
         what is shown here. If it is right: <code>cargo run -- bless {name}</code></p>"
    )
}
