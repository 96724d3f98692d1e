//! What all figures of programs share: the frame that tells, the frame that asks first, and the note on
//! facts that wait to be accepted.

use super::html::inline;
use crate::directive::Directive;
use crate::name::Name;

const QUESTION: &str = "Does it compile? If it does, what does it print? \
     If not, which line is refused, and what could have gone wrong there?";

/// A figure that says what it proves before it shows it.
pub fn told(directive: &Directive, kind: &str, body: &str) -> String {
    let name = &directive.name;
    format!(
        "<figure class=\"program {kind}\" id=\"{name}\"><figcaption>{}\
         <a class=\"name\" href=\"#{name}\">{name}</a></figcaption>{body}</figure>",
        claim(directive)
    )
}

/// A figure that asks first: nothing that is open tells whether the program compiles.
pub fn asked(directive: &Directive, code: &str, answer: &str) -> String {
    format!(
        "<figure class=\"program asked\" id=\"{}\">\
         <figcaption><p class=\"question\">{QUESTION}</p></figcaption>{code}\
         <details class=\"answer\"><summary>Decide first, then compare</summary>{answer}</details>\
         </figure>",
        directive.name
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
