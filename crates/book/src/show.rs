//! `book show`: a program in the terminal, with its lanes and its memory step by step.

use crate::name::Name;
use crate::problem::{Problem, did_you_mean, read_text};
use crate::project::Project;
use crate::rejection;
use crate::story::{self, Asked};
use lens::draw::paint::{Paint, Tone};
use lens::draw::{text, words};
use lens::edition::Edition;
use lens::source::Source;
use playground::ask;
use std::path::Path;

/// Steps that are shown at once.
const MOST_STEPS: usize = 200;

/// What to show, and how.
#[derive(Debug)]
pub struct Show {
    /// A name, `moves/assignment`, or the path of a file.
    pub program: String,
    /// Only this step of the run, counted from 1.
    pub step: Option<usize>,
    /// The story as JSON and nothing else.
    pub json: bool,
    /// Whether to colour.
    pub paint: Paint,
    /// The edition that the program is written in.
    pub edition: Edition,
}

/// Shows a program: the text to print.
///
/// # Errors
/// A program that is not there, a step that it does not have, a compiler that cannot be asked.
pub fn show(project: &Project, show: &Show) -> Result<String, Problem> {
    let program = find(project, &show.program)?;
    let rustc = rejection::compiler(project)?;
    let wrong = |what: String, fix: &str| Problem::new(&show.program, what, fix);
    let failed = |error: std::io::Error| wrong(format!("cannot be shown: {error}"), "try it again");
    let said = || ask::check(&rustc, &program, show.edition).map_err(failed);
    let source = match Source::parse(&program) {
        Ok(source) => source,
        // Of a text that is no program, rustc's own words are better than the parser's.
        Err(error) => {
            let words = said()?;
            let is_rejected = words.lines().any(|line| line.starts_with("error"));
            let what = match is_rejected {
                false => format!("is read by rustc, but not by the lens: {error}"),
                true => format!("is no program:\n\n{}\n\n", named(words.trim_end(), show)),
            };
            return Err(wrong(what, "correct it and show it again"));
        }
    };
    let asked = story::ask(&rustc, &source, show.edition).map_err(failed)?;
    let story = &asked.story;
    if show.json {
        return Ok(story.to_json());
    }
    if let Some(number) = show.step {
        let steps = story.run.as_ref().map_or(0, |run| run.steps.len());
        let step = number
            .checked_sub(1)
            .and_then(|number| text::step(&program, story, number, show.paint));
        return step.ok_or_else(|| {
            let what = format!("has no step {number}");
            match steps {
                0 => wrong(what, "it did not run; show it without `--step`"),
                steps => wrong(what, &format!("name one from 1 to {steps}")),
            }
        });
    }
    Ok(whole(&program, &said()?, &asked, show))
}

/// The text of a program of the book, or of the file at a path.
fn find(project: &Project, program: &str) -> Result<String, Problem> {
    let path = Path::new(program);
    if path.is_file() || program.ends_with(".rs") {
        return read_text(path, path);
    }
    let programs = project.programs()?;
    let file = program.parse::<Name>().ok().and_then(|name| {
        let kinds = [&programs.listings, &programs.repairs, &programs.forbidden];
        kinds.into_iter().find_map(|kind| kind.get(&name))
    });
    match file {
        // Its text as the book shows it, without its marker.
        Some(file) => Ok(project.program(file)?.source),
        None => {
            let near = did_you_mean(program, programs.names().map(Name::as_str));
            let what = format!("is neither a program of the book nor a file{near}");
            let fix = "name a program, like `cargo run -- show moves/assignment`, or a file";
            Err(Problem::new(program, what, fix))
        }
    }
}

/// Words in which the program has its own name, and not the one that it was compiled under.
fn named(words: &str, show: &Show) -> String {
    words.replace("src/main.rs:", &format!("{}:", show.program))
}

/// Everything about a program.
fn whole(program: &str, said: &str, asked: &Asked, show: &Show) -> String {
    let story = &asked.story;
    let paint = show.paint;
    let mut shown = String::new();
    let title = |words: &str| format!("{}\n", paint.paint(Tone::Title, words));
    if story.rejections.is_empty() {
        shown.push_str(&title(&format!("{} compiles", show.program)));
    } else {
        let words = format!("{} is rejected", show.program);
        shown.push_str(&format!("{}\n", paint.paint(Tone::Refused, &words)));
    }
    if !said.is_empty() {
        shown.push_str(&format!("\n{}\n", named(said.trim_end(), show)));
    }
    for rejection in &story.rejections {
        shown.push('\n');
        for sentence in &rejection.told {
            shown.push_str(&format!("  • {sentence}\n"));
        }
    }
    for function in &story.functions {
        if !function.lanes.is_empty() {
            shown.push_str(&format!(
                "\n{}",
                text::lanes(program, story, function, paint)
            ));
        }
    }
    if story.functions.iter().any(|it| !it.lanes.is_empty()) {
        shown.push_str(&format!("\n{}", paint.paint(Tone::Quiet, text::LEGEND)));
    }
    for note in &story.untold {
        shown.push_str(&format!("\nline {}: {}", note.line, note.words));
    }
    if !story.untold.is_empty() {
        shown.push('\n');
    }
    let steps = story.run.as_ref().map_or(0, |run| run.steps.len());
    for number in 0..steps.min(MOST_STEPS) {
        shown.push('\n');
        shown.extend(text::step(program, story, number, paint));
    }
    if steps > MOST_STEPS {
        let left_out = steps - MOST_STEPS;
        let words = format!("{left_out} more steps; show one of them with `--step N`");
        shown.push_str(&format!("\n{}", title(&words)));
    }
    shown.extend(text::after(story, paint));
    if let Some(run) = &asked.run {
        for (words, bytes) in [
            ("it prints", &run.stdout),
            ("to standard error", &run.stderr),
        ] {
            let printed = String::from_utf8_lossy(bytes);
            if !printed.is_empty() {
                shown.push_str(&format!("\n{}", title(words)));
                for line in named(&printed, show).lines() {
                    shown.push_str(&format!("  {line}\n"));
                }
            }
        }
        if let Some(ended) = story::ended(run) {
            shown.push_str(&format!("\n{}", title(&format!("it {ended}"))));
        }
    }
    if let Some(sentence) = words::leaks(story) {
        shown.push_str(&format!("\n{sentence}\n"));
    }
    shown
}
