//! The repairs of a rejected program, one below the other; with script they are tabs. And its twin,
//! which is no repair: another program, that shows what would happen.
//!
//! ```text
//! <repair-tabs><div class="tabs">…a button a repair…</div>
//!     <section class="repair chosen" id="moves/use_after_move/order">…</section>…</repair-tabs>
//! ```
//!
//! The buttons are in the HTML, so that nothing moves when the script wakes; without it they are not
//! shown, and the sections are no panels of tabs.

use super::commands::commands;
use super::diff::diff;
use super::figure::unaccepted;
use super::html::{capital, escape, inline};
use super::listing::known;
use super::output::{prints, title};
use crate::directive::Kind;
use crate::facts::Shown;
use crate::name::Name;
use crate::program::Program;

/// A repair, or the twin, with its caption.
#[derive(Debug)]
pub struct Repair<'a> {
    /// Its name.
    pub name: &'a Name,
    /// What it does, its price and when to choose it, in Markdown.
    pub caption: &'a str,
    /// The program and what it left.
    pub shown: &'a Shown,
}

impl Repair<'_> {
    /// Its name for readers.
    fn title(&self) -> String {
        escape(&capital(&self.name.last().replace('_', " ")))
    }
}

/// The twin, and the repairs of a program in their order.
pub fn repairs(rejected: &Program, all: &[Repair], repository: Option<&str>) -> String {
    let (twins, repairs): (Vec<&Repair>, Vec<&Repair>) =
        all.iter().partition(|it| it.name.is_what_if());
    let twins = twins.into_iter().map(|twin| what_if(twin, repository));
    let mut html: String = twins.collect();
    // In a pair the partner can be the repair.
    if repairs.is_empty() {
        return html;
    }
    let many = repairs.len() > 1;
    let sections: String = repairs
        .iter()
        .enumerate()
        .map(|(place, it)| section(rejected, it, place == 0, repository))
        .collect();
    html.push_str(&title(if many { "Repairs" } else { "Repair" }));
    html.push_str(&match many {
        true => format!("<repair-tabs>{}{sections}</repair-tabs>", tabs(&repairs)),
        false => sections,
    });
    html
}

/// A button a repair.
fn tabs(repairs: &[&Repair]) -> String {
    let buttons = repairs.iter().enumerate().map(|(place, it)| {
        let state = match place {
            0 => "class=\"chosen\" aria-selected=\"true\"",
            _ => "aria-selected=\"false\" tabindex=\"-1\"",
        };
        format!(
            "<button type=\"button\" role=\"tab\" id=\"{name}-tab\" aria-controls=\"{name}\" \
             {state}>{}</button>",
            it.title(),
            name = it.name,
        )
    });
    format!(
        "<div class=\"tabs\" role=\"tablist\" aria-label=\"Repairs\">{}</div>",
        buttons.collect::<String>()
    )
}

/// One repair: what it changes, what it prints, what it costs and when to choose it.
fn section(rejected: &Program, it: &Repair, is_chosen: bool, repository: Option<&str>) -> String {
    let (name, shown) = (it.name, it.shown);
    format!(
        "<section class=\"repair{}\" id=\"{name}\">\
         <p class=\"choice\"><a class=\"name\" href=\"#{name}\"><b>{}</b></a> {}</p>{}{}{}{}</section>",
        if is_chosen { " chosen" } else { "" },
        it.title(),
        inline(it.caption),
        diff(&rejected.source, &shown.program),
        unaccepted(name, shown.record.accepted),
        prints(&shown.record.value),
        commands(name, Kind::Listing, repository),
    )
}

/// The twin of a rejected program that shows what would happen: with raw pointers, which nobody
/// checks, so it compiles and its memory was recorded.
fn what_if(it: &Repair, repository: Option<&str>) -> String {
    let name = it.name;
    format!(
        "<details class=\"what-if\" id=\"{name}\"><summary><b>What if it were allowed?</b> {}\
         </summary>{}{}</details>",
        inline(it.caption),
        title("Another program, with a raw pointer: rustc does not check what it points to"),
        known(name, it.shown, true, false, repository),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Fact;
    use crate::record::Record;
    use lens::story::Story;
    use std::path::Path;

    fn program(text: &str) -> Program {
        Program::parse(text, Path::new("p.rs")).expect("a program")
    }

    fn shown(text: &str) -> Shown {
        let story = Story::from_json(r#"{"functions":[],"version":1}"#).expect("a story");
        let record = Record {
            stdout: "done\n".to_owned(),
            exit_status: None,
            stderr: String::new(),
            warnings: String::new(),
        };
        Shown {
            program: program(text),
            record: Fact {
                value: record,
                accepted: true,
            },
            story: Fact {
                value: story,
                accepted: true,
            },
        }
    }

    fn of(names: &[&str]) -> String {
        let rejected = program("fn main() {\n    no();\n}\n");
        let names: Vec<Name> = names
            .iter()
            .map(|it| format!("moves/p/{it}").parse().expect("a name"))
            .collect();
        let shown = shown("fn main() {\n    yes();\n}\n");
        let all: Vec<Repair> = names
            .iter()
            .map(|name| Repair {
                name,
                caption: "Does it. It costs *nothing*.",
                shown: &shown,
            })
            .collect();
        repairs(&rejected, &all, None)
    }

    #[test]
    fn every_repair_is_there_with_its_tab_and_the_twin_is_none() {
        let html = of(&["give_back", "what_if", "clone"]);
        for name in ["give_back", "clone"] {
            let id = format!("moves/p/{name}");
            assert!(
                html.contains(&format!("id=\"{id}-tab\" aria-controls=\"{id}\"")),
                "{html}"
            );
            assert!(
                html.contains(&format!("id=\"{id}\"><p class=\"choice\">")),
                "{html}"
            );
        }
        assert_eq!(html.matches("role=\"tab\"").count(), 2);
        assert_eq!(html.matches("repair chosen").count(), 1);
        assert_eq!(html.matches("aria-selected=\"true\"").count(), 1);
        assert!(html.contains(">Give back</button>"), "{html}");
        assert!(
            html.contains("</b></a> Does it. It costs <em>nothing</em>."),
            "{html}"
        );
        let (twin, repairs) = html.split_once("<repair-tabs>").expect("tabs");
        assert!(
            twin.contains("<details class=\"what-if\" id=\"moves/p/what_if\">"),
            "{html}"
        );
        assert!(!repairs.contains("what_if"), "{html}");
    }

    #[test]
    fn one_repair_has_no_tab() {
        let html = of(&["clone"]);
        assert!(
            !html.contains("repair-tabs") && !html.contains("role=\"tab\""),
            "{html}"
        );
        assert!(
            html.contains("<p class=\"label\">Repair</p><section"),
            "{html}"
        );
    }
}
