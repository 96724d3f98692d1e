//! The memory explorer: code with its lanes, and memory at every step.
//!
//! ```text
//! <memory-explorer><div class="panels">
//!     <div class="source">…code, variables…</div>
//!     <details class="steps">…controls…<ol><li id="moves-assignment:3" data-at="5">…</ol></details>
//!     <div class="rest">…output, marks…</div>
//! </div></memory-explorer>
//! ```
//!
//! It is complete without script: an ordered list of pictures with words. With script one step at a
//! time is seen, and the buttons, which stand in the HTML so that nothing moves, step through them.

use super::html::{capital, escape, preformatted, sentence};
use super::lean::lean;
use super::picture::{Pictures, list, told};
use crate::program::Program;
use lens::draw::{self, words};
use lens::story::{Event, EventKind, Run, Step};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// Code of so many lines stays in sight above memory, where the two are not side by side.
const SHORT: usize = 12;

/// Code that was drawn with these pictures, what belongs below it, and memory step by step: open, or
/// folded until somebody wants it.
pub fn explorer(
    pictures: &Pictures,
    program: &Program,
    code: &str,
    below: &str,
    is_open: bool,
) -> String {
    let variables = variables(pictures, program);
    let steps = steps(pictures, is_open);
    let folded: usize = program.folds.iter().map(Range::len).sum();
    let class = match program.source.lines().count() - folded <= SHORT {
        true => "source short",
        false => "source",
    };
    format!(
        "<memory-explorer><div class=\"panels\"><div class=\"{class}\">{code}{variables}</div>\
         {steps}<div class=\"rest\">{below}{}</div></div></memory-explorer>",
        pictures.explained(),
    )
}

/// A button a variable: the way to its partners by keyboard, and on a phone to its lane. One of them
/// is reached by the tabulator, the others from there by the arrow keys. Those of scaffolding are
/// there while it is open.
fn variables(pictures: &Pictures, program: &Program) -> String {
    let functions = pictures.story.functions.iter().enumerate();
    let with_lanes = functions.filter(|(_, function)| !function.lanes.is_empty());
    let mut html = String::new();
    for (number, function) in with_lanes {
        let mut buttons = String::new();
        let lanes = function.lanes.iter().enumerate();
        for (place, lane) in lanes.filter(|(_, lane)| lane.of.is_none()) {
            let mut same = function.lanes.iter().filter(|it| it.name == lane.name);
            let line = match same.nth(1) {
                Some(_) => format!(" <small>line {}</small>", lane.line),
                None => String::new(),
            };
            let stop = match html.is_empty() && buttons.is_empty() {
                true => "",
                false => " tabindex=\"-1\"",
            };
            buttons.push_str(&format!(
                "<button type=\"button\" aria-pressed=\"false\" data-of=\"{}\"{stop}>{}{line}</button>",
                pictures.partners.lane(number, place),
                escape(&lane.name),
            ));
        }
        let is_folded = |fold: &Range<usize>| fold.contains(&function.line.saturating_sub(1));
        let class = match program.folds.iter().any(is_folded) {
            true => " class=\"scaffolding\"",
            false => "",
        };
        html.push_str(&format!(
            "<span{class}>{}: {buttons}</span>",
            escape(&function.name)
        ));
    }
    match html.is_empty() {
        true => html,
        false => format!(
            "<div class=\"variables\" role=\"toolbar\" aria-label=\"Variables\">{html}</div>\
             <div role=\"status\"><ul class=\"pinned\"></ul></div>"
        ),
    }
}

/// Memory at every step.
fn steps(pictures: &Pictures, is_open: bool) -> String {
    let Some(run) = &pictures.story.run else {
        return String::new();
    };
    let id = pictures.name.example();
    let drawings = draw::memories(pictures.story, &format!("{id}-m"));
    let on_paper = on_paper(run);
    let mut items = String::new();
    for (place, (step, drawing)) in run.steps.iter().zip(drawings).enumerate() {
        pictures.drew(drawing.marks);
        let number = place + 1;
        let mut classes = Vec::new();
        if place == 0 {
            classes.push("current");
        }
        if on_paper.contains(&place) {
            classes.push("paper");
        }
        let class = match classes.as_slice() {
            [] => String::new(),
            classes => format!(" class=\"{}\"", classes.join(" ")),
        };
        items.push_str(&format!(
            "<li id=\"{id}:{number}\" data-at=\"{}\"{class}>{}{}\
             <div class=\"scroll\" tabindex=\"0\">{}</div>{}{}</li>",
            step.line,
            when(&id, number, &words::title(step)),
            events(pictures, words::events(step)),
            lean(&drawing.svg),
            printed(run, place),
            told("The same in words", &words::memory(step)),
        ));
    }
    let count = run.steps.len() + 1;
    items.push_str(&afterwards(pictures, run, &id, count));
    format!(
        "<details class=\"steps\"{}><summary>Memory, step by step ({})</summary>{}<ol>{items}</ol></details>",
        if is_open { " open" } else { "" },
        format_args!("{count} steps"),
        if is_open {
            controls(&count.to_string())
        } else {
            String::new()
        },
    )
}

/// When a step is, with its address.
fn when(id: &str, number: usize, title: &str) -> String {
    format!(
        "<p class=\"when\">{} <a href=\"#{id}:{number}\" aria-label=\"Link to step {number}\">#</a></p>",
        sentence(&capital(title)),
    )
}

/// Buttons and slider, which without script are not shown. Where the steps are folded, `explorer.js`
/// writes the same; where they are open, that would move what stands below.
fn controls(count: &str) -> String {
    let button = |go: &str, sign: &str| {
        format!("<button type=\"button\" data-go=\"{go}\" aria-label=\"{go} step\">{sign}</button>")
    };
    format!(
        "<div class=\"controls\" role=\"group\" aria-label=\"Steps\" title=\"Keys: comma goes back, full stop \
         goes on, Escape unmarks\">{}{}<span class=\"position\">1 of {count}</span>{}{}<input type=\"range\" min=\"1\" \
         max=\"{count}\" value=\"1\" aria-label=\"Step\"></div><p class=\"spoken\" role=\"status\"></p>",
        button("first", "⇤"),
        button("previous", "←"),
        button("next", "→"),
        button("last", "⇥"),
    )
}

/// The steps for paper, where all of them would fill pages: where it begins, where most happens, and
/// where it ends; the end itself, which has no picture, stands there too.
fn on_paper(run: &Run) -> BTreeSet<usize> {
    let steps = run.steps.iter().enumerate();
    let fullest = steps.min_by_key(|(_, step)| Reverse(step.events.len()));
    let last = run.steps.len().saturating_sub(1);
    [Some(0), fullest.map(|(place, _)| place), Some(last)]
        .into_iter()
        .flatten()
        .collect()
}

/// What the program has written up to a step, where that step added to it.
fn printed(run: &Run, place: usize) -> String {
    let bytes = |step: &Step| step.output;
    let before = place.checked_sub(1).and_then(|it| run.steps.get(it));
    let now = run.steps.get(place).map_or(0, bytes);
    if now == before.map_or(0, bytes) {
        return String::new();
    }
    let text = run.output.get(..now).unwrap_or(&run.output);
    format!(
        "<p class=\"so-far\">Printed so far</p><pre class=\"so-far\">{}</pre>",
        preformatted(text)
    )
}

/// The end, as the last step: what happened after the last picture, and what was never freed.
fn afterwards(pictures: &Pictures, run: &Run, id: &str, number: usize) -> String {
    let mut functions = pictures.story.functions.iter();
    let main = functions.find(|function| function.name == "main");
    let is_left = run.after.iter().any(|it| it.kind == EventKind::Left);
    // Who panics or exits does not reach the brace.
    let line = match main.filter(|_| is_left) {
        Some(main) => main.last_line,
        None => run.steps.last().map_or(0, |step| step.line),
    };
    format!(
        "<li id=\"{id}:{number}\" data-at=\"{line}\" class=\"paper\">{}{}{}</li>",
        when(id, number, &format!("afterwards: {}", run.end)),
        events(pictures, run.after.iter()),
        words::leaks(pictures.story).map_or_else(String::new, |words| {
            format!("<p class=\"leak\">{}</p>", sentence(&capital(&words)))
        }),
    )
}

fn events<'a>(pictures: &Pictures, events: impl Iterator<Item = &'a Event>) -> String {
    let told = events.map(|event| {
        let of = pictures.partners.all(&event.variables, &event.blocks);
        (of, capital(&event.words))
    });
    list("events", told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::Name;
    use lens::story::Story;
    use std::path::Path;

    fn story() -> Story {
        let step = |line: usize, output: usize, events: usize| {
            let event = r#"{"kind":"printed","words":"`main` prints"}"#;
            let events = vec![event; events].join(",");
            format!(
                r#"{{"line":{line},"thread":1,"events":[{events}],"frames":[],"output":{output}}}"#
            )
        };
        let steps = [
            step(1, 0, 0),
            step(2, 0, 1),
            step(3, 2, 3),
            step(4, 2, 1),
            step(5, 2, 0),
        ]
        .join(",");
        let lane =
            |line: usize| format!(r#"{{"name":"bill","line":{line},"last_line":5,"spans":[]}}"#);
        let json = format!(
            r#"{{"version":1,"functions":[{{"name":"main","line":1,"last_line":5,"points":[],"lanes":[{},{}]}},
                {{"name":"f","line":5,"last_line":6,"points":[],"lanes":[{}]}}],
            "run":{{"steps":[{steps}],"end":"the program ended by itself","output":"a\n"}}}}"#,
            lane(2),
            lane(3),
            lane(5),
        );
        Story::from_json(&json).expect("a story")
    }

    fn html(is_open: bool) -> String {
        let name: Name = "moves/assignment".parse().expect("a name");
        let story = story();
        let text = "fn main() {\n}\n\n//~ fold\nfn f() {\n}\n//~ end\n";
        let program = Program::parse(text, Path::new("p.rs")).expect("a program");
        let pictures = Pictures::new(&name, &story);
        explorer(&pictures, &program, "<pre></pre>", "", is_open)
    }

    #[test]
    fn every_step_stands_in_the_html_with_its_line_and_its_address() {
        let html = html(false);
        // The end is the sixth; it does not reach the brace of `main` here.
        for (number, line) in [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 5)] {
            let item = format!(r#"<li id="moves-assignment:{number}" data-at="{line}""#);
            assert!(html.contains(&item), "{item}: {html}");
        }
        assert!(self::html(true).contains(r#"max="6" value="1" aria-label="Step""#));
        assert!(!html.contains("<details class=\"steps\" open>"));
        assert!(self::html(true).contains("<details class=\"steps\" open>"));
    }

    /// The two may not part: where steps are folded the script writes what stands here.
    #[test]
    fn the_script_writes_the_same_controls() {
        let script = include_str!("../../../../theme/explorer.js");
        let written: String = script.split_inclusive('\n').map(str::trim).collect();
        let ours = controls("${count}");
        assert!(
            written.contains(&ours),
            "put into theme/explorer.js:\n\n{ours}\n"
        );
    }

    #[test]
    fn the_first_the_fullest_and_the_last_step_and_the_end_are_for_paper() {
        let html = html(false);
        let paper: Vec<&str> = html
            .split("<li id=\"moves-assignment:")
            .skip(1)
            .filter(|item| {
                item.split('>')
                    .next()
                    .is_some_and(|tag| tag.contains("paper"))
            })
            .map(|item| &item[..1])
            .collect();
        assert_eq!(paper, ["1", "3", "5", "6"]);
    }

    #[test]
    fn output_is_shown_where_a_step_added_to_it() {
        let html = html(false);
        assert_eq!(
            html.matches("<pre class=\"so-far\">a</pre>").count(),
            1,
            "{html}"
        );
    }

    #[test]
    fn one_variable_is_a_tab_stop_and_two_of_a_name_are_told_apart() {
        let html = html(false);
        let buttons = html.matches("aria-pressed").count();
        assert_eq!((buttons, html.matches("tabindex=\"-1\"").count()), (3, 2));
        assert!(html.contains("<span class=\"scaffolding\">f: "), "{html}");
        assert!(html.contains("bill <small>line 3</small>"), "{html}");
    }
}
