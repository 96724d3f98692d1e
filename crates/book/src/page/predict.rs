//! The figure that asks before it answers: code and question, a form for whoever reads with script,
//! and the answer folded.
//!
//! ```text
//! <figure class="program asked" id="moves/assignment">…
//!   <predict-form data-question="moves/assignment"><form class="asking">…</form>…</predict-form>
//!   <details class="answer" data-verdict="refused" data-line="4" data-reason="c">…</details></figure>
//! ```
//!
//! The form is of one kind for every program: both ways to answer are there, and only the answer says
//! which was the right one. `questions.js` compares.

use super::choices::{Choice, Choices};
use super::code::{self, Marks};
use super::html::{inline, preformatted};
use crate::directive::Directive;
use crate::program::Program;

/// The caption: short above the form that asks in detail, and whole where there is no form.
const QUESTION: &str = "<p class=\"question\">What do you predict?</p>\
     <p class=\"without-js\">Does it compile? If it does, what does it print? \
     If not, which line is refused, and what could have gone wrong there?</p>";

/// What the facts answer.
#[derive(Debug)]
pub enum Truth<'a> {
    /// It compiles and prints this.
    Prints(&'a str),
    /// rustc refuses it at this line.
    Refused(usize),
}

/// The figure of a program that is put up for prediction: nothing that is open tells whether it
/// compiles.
pub fn asked(
    directive: &Directive,
    program: &Program,
    choices: &Choices,
    truth: &Truth,
    answer: &str,
) -> String {
    let name = &directive.name;
    let code = code::with_buttons(&code::program(program, &Marks::default(), &code::alone));
    format!(
        "<figure class=\"program asked\" id=\"{name}\">\
         <figcaption>{QUESTION}</figcaption>{code}\
         <predict-form data-question=\"{name}\"><form class=\"asking\">{}{}{}\
         <p class=\"act\"><button type=\"submit\">Compare with rustc</button></p></form>\
         <div class=\"score\" role=\"status\"></div></predict-form>\
         <details class=\"answer\"{}><summary>Answer</summary>{answer}</details>\
         </figure>",
        verdict("verdict", "Does it compile?"),
        if_refused(choices),
        IF_COMPILES,
        facts(choices, truth),
    )
}

/// The question for a verdict.
pub fn verdict(field: &str, legend: &str) -> String {
    format!(
        "<fieldset class=\"verdicts\"><legend>{legend}</legend>\
         <label><input type=\"radio\" name=\"{field}\" value=\"compiles\" required> Yes</label>\
         <label><input type=\"radio\" name=\"{field}\" value=\"refused\"> No</label></fieldset>"
    )
}

const IF_COMPILES: &str = "<div class=\"if-compiles\"><label>What does it print?\
     <textarea name=\"output\" rows=\"3\" spellcheck=\"false\" autocapitalize=\"off\"></textarea></label>\
     <p class=\"hint\">Leave it empty if you only want to decide.</p></div>";

/// The script, without which no form is shown, takes the lines to choose from the code.
fn if_refused(choices: &Choices) -> String {
    format!(
        "<div class=\"if-refused\"><p><label>Which line is refused? \
         <select name=\"line\"><option value=\"\">choose a line</option></select>\
         </label> <span class=\"hint\">or tap it in the code</span></p>{}{}</div>",
        radios("reason", "Why?", &choices.reasons),
        radios(
            "danger",
            "What could go wrong without this rule?",
            &choices.dangers
        ),
    )
}

fn radios(field: &str, legend: &str, choices: &[Choice]) -> String {
    let labels = choices.iter().enumerate().map(|(place, choice)| {
        format!(
            "<label><input type=\"radio\" name=\"{field}\" value=\"{place}\"> <span>{}</span></label>",
            inline(&choice.words)
        )
    });
    let labels: String = labels.collect();
    format!("<fieldset><legend>{legend}</legend>{labels}</fieldset>")
}

/// What the form is compared with, as attributes of the answer.
fn facts(choices: &Choices, truth: &Truth) -> String {
    let right = |offered: &[Choice]| {
        offered
            .iter()
            .position(|it| it.is_right)
            .unwrap_or_default()
    };
    match truth {
        Truth::Prints(stdout) => format!(
            " data-verdict=\"compiles\" data-output=\"{}\"",
            preformatted(stdout)
        ),
        Truth::Refused(line) => format!(
            " data-verdict=\"refused\" data-line=\"{line}\" data-reason=\"{}\" data-danger=\"{}\"",
            right(&choices.reasons),
            right(&choices.dangers)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directive::parse_chapter;
    use crate::error_codes::all;
    use crate::page::choices;
    use std::path::Path;

    /// What stands outside of the answer is the same for both verdicts.
    #[test]
    fn nothing_that_is_open_tells_the_verdict() {
        let text = "{{#listing name predict: It compiles.}}";
        let directives = parse_chapter(text, "moves", Path::new("m.md")).expect("a directive");
        let program = Program::parse("fn main() {\n    go();\n}\n", Path::new("p.rs"));
        let program = program.expect("a program");
        let choices = choices(
            &directives[0].name,
            "E0382",
            &directives[0].own,
            all().expect("codes"),
        );
        let open = |truth: &Truth| {
            let html = asked(&directives[0], &program, &choices, truth, "the answer");
            let (open, answer) = html
                .split_once("<details class=\"answer\"")
                .expect("an answer");
            assert!(answer.contains("data-verdict"), "{answer}");
            assert!(html.lines().all(|line| !line.trim().is_empty()), "{html}");
            open.to_owned()
        };
        let compiles = open(&Truth::Prints("a\n\nb\n"));
        assert_eq!(compiles, open(&Truth::Refused(2)));
        assert!(!compiles.contains("E0382"), "{compiles}");
        assert!(!compiles.contains("It compiles."), "{compiles}");
    }
}
