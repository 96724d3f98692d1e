//! The figures of the two directives.

use super::code;
use super::diff::diff;
use super::html::{error_code, escape, inline, preformatted, source_link};
use super::picture::Pictures;
use crate::directive::{Directive, Kind};
use crate::error_codes::ErrorCode;
use crate::facts::{Fact, Shown};
use crate::name::Name;
use crate::program::{Marker, Program};
use crate::project::Project;
use crate::record::Record;
use lens::story::Story;

const QUESTION: &str = "Does it compile? If it does, what does it print? \
     If not, which line is refused, and what could have gone wrong there?";

/// The figure of a program that runs. `repository` is the base of links to files.
pub fn listing(directive: &Directive, shown: &Shown, repository: Option<&str>) -> String {
    let name = &directive.name;
    let pictures = Pictures::new(name, &shown.story.value);
    let code = code::program(&shown.program, None, &|lines| pictures.lanes(lines));
    let memory = pictures.memory();
    let answer = unaccepted(name, shown.record.accepted && shown.story.accepted)
        + &prints(&shown.record.value)
        + &memory
        + &pictures.explained()
        + &commands(name, Kind::Listing, repository);
    if directive.predict {
        let verdict = "<p class=\"verdict compiles\">✓ It compiles.</p>";
        let plain = code::program(&shown.program, None, &code::alone);
        let answer = format!("{verdict}{}{code}{answer}", claim(directive));
        return asked(directive, &plain, &answer);
    }
    told(directive, "listing", &format!("{code}{answer}"))
}

/// The figure of a program that rustc rejects, with its repairs in the directive's order.
pub fn forbidden(
    directive: &Directive,
    program: &Program,
    marker: &Marker,
    meaning: &ErrorCode,
    words: &Fact<String>,
    story: &Fact<Story>,
    repairs: &[Shown],
    repository: Option<&str>,
) -> String {
    let name = &directive.name;
    let verdict = format!(
        "<p class=\"verdict rejected\">✗ Rejected at line {}: {}</p>\
         <p class=\"meaning\">{}</p>",
        marker.line,
        error_code(&marker.code),
        inline(&meaning.sentence),
    );
    let pictures = Pictures::new(name, &story.value);
    let refused = Some(marker.line);
    let code = code::program(program, refused, &|lines| pictures.lanes(lines));
    let mut answer = unaccepted(name, words.accepted && story.accepted)
        + &pictures.rejection()
        + &pictures.explained()
        + &output("rustc says", &words.value)
        + &commands(name, Kind::Forbidden, repository);
    let with_captions = || directive.repairs.iter().zip(repairs);
    for ((twin, caption), shown) in with_captions().filter(|((it, _), _)| it.is_what_if()) {
        answer.push_str(&what_if(twin, caption, shown, repository));
    }
    let count = with_captions()
        .filter(|((it, _), _)| !it.is_what_if())
        .count();
    answer.push_str(&title(if count == 1 { "Repair" } else { "Repairs" }));
    for ((repair, caption), shown) in with_captions().filter(|((it, _), _)| !it.is_what_if()) {
        answer.push_str(&format!(
            "<details class=\"repair\" id=\"{repair}\"><summary><b>{}</b>: {}</summary>{}{}{}</details>",
            escape(&repair.last().replace('_', " ")),
            inline(caption),
            diff(&program.source, &shown.program.source),
            unaccepted(repair, shown.record.accepted) + &prints(&shown.record.value),
            commands(repair, Kind::Listing, repository),
        ));
    }
    if directive.predict {
        let plain = code::program(program, None, &code::alone);
        let answer = format!("{verdict}{}{code}{answer}", claim(directive));
        return asked(directive, &plain, &answer);
    }
    told(directive, "forbidden", &format!("{verdict}{code}{answer}"))
}

/// The twin of a rejected program that shows what would happen: with raw pointers, which nobody
/// checks, so it compiles and its memory was recorded.
fn what_if(name: &Name, caption: &str, shown: &Shown, repository: Option<&str>) -> String {
    let pictures = Pictures::new(name, &shown.story.value);
    let code = code::program(&shown.program, None, &|lines| pictures.lanes(lines));
    let memory = pictures.memory();
    format!(
        "<details class=\"repair what-if\" id=\"{name}\"><summary><b>What if it were allowed?</b> {}\
         </summary><p class=\"label\">Another program, with a raw pointer: rustc does not check what it points to</p>\
         {code}{}{}{memory}{}{}</details>",
        inline(caption),
        unaccepted(name, shown.record.accepted && shown.story.accepted),
        prints(&shown.record.value),
        pictures.explained(),
        commands(name, Kind::Listing, repository),
    )
}

/// A figure that says what it proves before it shows it.
fn told(directive: &Directive, kind: &str, body: &str) -> String {
    let name = &directive.name;
    format!(
        "<figure class=\"program {kind}\" id=\"{name}\"><figcaption>{}\
         <a class=\"name\" href=\"#{name}\">{name}</a></figcaption>{body}</figure>",
        claim(directive)
    )
}

/// A figure that asks first: nothing that is open tells whether the program compiles.
fn asked(directive: &Directive, code: &str, answer: &str) -> String {
    format!(
        "<figure class=\"program asked\" id=\"{}\">\
         <figcaption><p class=\"question\">{QUESTION}</p></figcaption>{code}\
         <details class=\"answer\"><summary>Decide first, then compare</summary>{answer}</details>\
         </figure>",
        directive.name
    )
}

/// The sentence that the program proves.
fn claim(directive: &Directive) -> String {
    format!("<p class=\"claim\">{}</p>", inline(&directive.caption))
}

/// What a program left when it ran.
fn prints(record: &Record) -> String {
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
        html.push_str(&title(&format!(
            "It ends with exit status {}",
            escape(status)
        )));
    }
    html
}

/// A title inside a figure.
fn title(words: &str) -> String {
    format!("<p class=\"label\">{words}</p>")
}

/// Words of rustc or of a program, under their title.
fn output(words: &str, text: &str) -> String {
    format!(
        "{}<div class=\"output\">{}</div>",
        title(words),
        code::pre(&preformatted(text))
    )
}

/// The note on a fact that was asked while serving and differs from the committed one.
fn unaccepted(name: &Name, accepted: bool) -> String {
    if accepted {
        return String::new();
    }
    format!(
        "<p class=\"unaccepted\"><b>Not accepted yet.</b> The program has changed, and with it \
         what is shown here. If it is right: <code>cargo run -- bless {name}</code></p>"
    )
}

/// The file, the command that runs it and the command that proves it.
fn commands(name: &Name, kind: Kind, repository: Option<&str>) -> String {
    let (file, run) = match kind {
        Kind::Listing => (
            Project::listing_file(name),
            format!(
                "<dt>run it</dt><dd><code>cargo run --example {}</code></dd>",
                name.example()
            ),
        ),
        Kind::Forbidden => (Project::forbidden_file(name), String::new()),
    };
    let file = file.display().to_string().replace('\\', "/");
    format!(
        "<dl class=\"commands\"><dt>file</dt><dd>{}</dd>{run}\
         <dt>prove it</dt><dd><code>cargo test {name}</code></dd></dl>",
        source_link(repository, &file),
    )
}
