//! A quiz as HTML: question, options, and the answers folded, all on the page without script.
//!
//! ```text
//! <div class="quiz"><quiz-question id="moves-quiz-old_name" data-question="moves/quiz/old_name">
//!   <form><fieldset><legend>…</legend>…options…</fieldset>…</form>
//!   <details class="answer"><ol>…<li data-value="0" data-right>…</li>…</ol></details>
//! </quiz-question></div>
//! ```
//!
//! Whatever the script says of an answer, it takes from the folded list.

use super::code::{self, LineMark, Marks};
use super::html::{escape, inline, preformatted};
use super::shuffle::shuffled;
use crate::name::Name;
use crate::quiz::{Checked, Choice, Kind, Quiz, Says};
use std::collections::BTreeMap;

/// A quiz that was checked.
pub fn quiz(quiz: &Quiz, checked: &Checked) -> String {
    let options = match quiz.kind {
        Kind::One => choices(quiz, checked, "type=\"radio\" required"),
        Kind::Several => choices(quiz, checked, "type=\"checkbox\""),
        Kind::Line => String::new(),
        Kind::Order => order(quiz),
    };
    let kind = match quiz.kind {
        Kind::One => "one",
        Kind::Several => "several",
        Kind::Line => "line",
        Kind::Order => "order",
    };
    let hint = match quiz.kind {
        Kind::One => "",
        Kind::Several => "<p class=\"hint\">Choose all that are right.</p>",
        Kind::Line => "<p class=\"hint\">Choose a line of the program.</p>",
        Kind::Order => "<p class=\"hint\">Put the first on top.</p>",
    };
    format!(
        "<div class=\"program quiz\"><quiz-question id=\"{}\" data-question=\"{}\" data-kind=\"{kind}\">\
         <form><fieldset><legend>{}</legend>{hint}{}{options}</fieldset>\
         <p class=\"act\"><button type=\"submit\">Check</button></p></form>\
         <div class=\"score\" role=\"status\"></div>\
         <details class=\"answer\"><summary>Answer</summary>{}</details></quiz-question></div>",
        quiz.name.example(),
        quiz.name,
        inline(&quiz.question),
        program(quiz, checked),
        answers(quiz, checked),
    )
}

/// The program that it is about; where a line is asked for, its lines can be chosen.
fn program(quiz: &Quiz, checked: &Checked) -> String {
    let Some((name, program)) = &checked.program else {
        return String::new();
    };
    let named = |line: usize| quiz.options.iter().any(|it| it.says == Says::Line(line));
    let any = quiz.options.iter().any(|it| it.says == Says::Else);
    let mut lines = BTreeMap::new();
    if quiz.kind == Kind::Line {
        for (place, text) in program.source.lines().enumerate() {
            let line = place + 1;
            let folded = program.folds.iter().any(|fold| fold.contains(&place));
            if named(line) || (any && !text.trim().is_empty() && !folded) {
                let control =
                    format!("<input type=\"radio\" name=\"choice\" value=\"{line}\" required>");
                let mark = LineMark {
                    choice: Some(control),
                    ..LineMark::default()
                };
                lines.insert(line, mark);
            }
        }
    }
    let marks = Marks {
        lines,
        ..Marks::default()
    };
    format!(
        "{}<p class=\"about\">{}</p>",
        code::program(program, &marks, &code::alone),
        link(quiz, name, name.as_str())
    )
}

/// Options to tick; `control` says how, as attributes of an `<input>`.
fn choices(quiz: &Quiz, checked: &Checked, control: &str) -> String {
    let labels = quiz.options.iter().enumerate().map(|(place, option)| {
        format!(
            "<label class=\"option\"><input {control} name=\"choice\" value=\"{place}\"> \
             <span>{}</span></label>",
            says(quiz, checked, place, option)
        )
    });
    labels.collect()
}

/// Options to put in order, mixed, each with its two buttons.
fn order(quiz: &Quiz) -> String {
    let right: Vec<usize> = (0..quiz.options.len()).collect();
    let mut mixed = shuffled(right.clone(), quiz.name.as_str());
    // Already in order, it would ask nothing.
    if mixed == right {
        mixed.rotate_left(1);
    }
    let items = mixed.into_iter().map(|place| {
        let text = match &quiz.options[place].says {
            Says::Output(text) | Says::Drop(text) => escape(text.trim_end()),
            _ => String::new(),
        };
        format!(
            "<li data-value=\"{place}\"><code>{text}</code><span class=\"moves\">\
             <button type=\"button\" class=\"up\" aria-label=\"Move up: {text}\">↑</button>\
             <button type=\"button\" class=\"down\" aria-label=\"Move down: {text}\">↓</button></span></li>"
        )
    });
    format!("<ol class=\"order\">{}</ol>", items.collect::<String>())
}

/// Each option with its verdict and why.
fn answers(quiz: &Quiz, checked: &Checked) -> String {
    let mut options: Vec<(usize, &Choice)> = quiz.options.iter().enumerate().collect();
    // The script takes the first that fits.
    options.sort_by_key(|(_, option)| option.says == Says::Else);
    let items = options.into_iter().map(|(place, option)| {
        let value = match option.says {
            Says::Line(line) => line.to_string(),
            Says::Else => "else".to_owned(),
            _ => place.to_string(),
        };
        let sign = match (quiz.kind, option.right) {
            (Kind::Order, _) => "",
            (_, true) => "<b class=\"right\">✓ right</b> ",
            (_, false) => "<b class=\"other\">≠ not so</b> ",
        };
        format!(
            "<li data-value=\"{value}\"{}>{sign}<span>{} <span class=\"why\">{}</span></span></li>",
            if option.right { " data-right" } else { "" },
            says(quiz, checked, place, option),
            inline(&option.why),
        )
    });
    let items: String = items.collect();
    match quiz.kind {
        Kind::Order => format!("<ol>{items}</ol>"),
        _ => format!("<ul>{items}</ul>"),
    }
}

/// What an option says, as HTML.
fn says(quiz: &Quiz, checked: &Checked, place: usize, option: &Choice) -> String {
    match &option.says {
        Says::Prose(words) => inline(words),
        Says::Output(text) if quiz.kind == Kind::Order => {
            format!("<code>{}</code>", escape(text.trim_end()))
        }
        Says::Output(text) => format!("<code class=\"lines\">{}</code>", preformatted(text)),
        Says::Line(line) => format!("line {line}"),
        Says::Else => "another line".to_owned(),
        Says::Drop(variable) => format!("<code>{}</code>", escape(variable)),
        Says::Verdict { program, compiles } => {
            let verdict = if *compiles { "compiles" } else { "is refused" };
            match &checked.named[place] {
                Some(name) => format!("{} {verdict}", link(quiz, name, program)),
                None => format!("<code>{}</code> {verdict}", escape(program)),
            }
        }
    }
}

/// A program's name, linked to its figure.
fn link(quiz: &Quiz, name: &Name, text: &str) -> String {
    let page = match name.chapter() == quiz.name.chapter() {
        true => String::new(),
        false => format!("{}.html", name.chapter()),
    };
    format!("<a href=\"{page}#{name}\"><code>{text}</code></a>")
}
