//! Every error code of the book: what it means, the programs refused with it, and their repairs.

use super::Whole;
use super::claims::to_figure;
use crate::directive::Directive;
use crate::error_codes::{self, ErrorCode};
use crate::name::Name;
use crate::page::html::{inline, official_index};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// What a code means, and the programs that are refused with it.
type Refused = (&'static ErrorCode, Vec<Name>);

/// The list in Markdown: a heading a code, in the order of the codes.
///
/// # Errors
/// When a program cannot be read, or has a code that the book does not explain.
pub fn list(whole: &Whole) -> Result<String, Problem> {
    let mut list = String::new();
    for (code, (meaning, programs)) in by_code(whole)? {
        list.push_str(&format!(
            "## {code}\n\n<p>{}</p><p><b>If it were allowed:</b> {}</p><p><a href=\"{}\"><code>{code}</code> in Rust’s own index</a></p>\n<ul class=\"claims\">\n",
            inline(&meaning.sentence),
            inline(&meaning.danger),
            official_index(&code)
        ));
        for program in &programs {
            list.push_str(&refused(program, whole));
        }
        list.push_str("</ul>\n\n");
    }
    Ok(list)
}

/// What each code means, and the forbidden programs that have it, in the order of the book.
///
/// # Errors
/// When a program cannot be read, or has a code that the book does not explain.
pub fn by_code(whole: &Whole) -> Result<BTreeMap<String, Refused>, Problem> {
    let mut found: BTreeMap<String, Refused> = BTreeMap::new();
    for (name, file) in &whole.programs.forbidden {
        let program = whole.project.program(file)?;
        let Some(marker) = program.marker else {
            continue;
        };
        let meaning = error_codes::explain(&marker.code, file, program.last_line)?;
        let (_, names) = found.entry(marker.code).or_insert((meaning, Vec::new()));
        names.push(name.clone());
    }
    for (_, names) in found.values_mut() {
        names.sort_by_key(|name| place(name, whole));
    }
    Ok(found)
}

/// The chapter's place in the book and the directive's place in the chapter.
fn place(name: &Name, whole: &Whole) -> (usize, usize) {
    let chapter = whole
        .chapters
        .iter()
        .position(|it| it.stem == name.chapter());
    let at = directive(name, whole).map_or(0, |it| it.span.start);
    (chapter.unwrap_or(usize::MAX), at)
}

fn directive<'a>(name: &Name, whole: &'a Whole) -> Option<&'a Directive> {
    let mut directives = whole.chapters.iter().flat_map(|it| &it.directives);
    directives.find(|it| it.name == *name || it.partner.as_ref() == Some(name))
}

/// A refused program with its claim, and the repairs that it has on its page.
fn refused(name: &Name, whole: &Whole) -> String {
    let directive = directive(name, whole);
    let claim = directive.map_or_else(String::new, |it| format!("<p>{}</p>", inline(&it.caption)));
    let named = |it: &Directive| -> Vec<Name> {
        let repairs = it.repairs.iter().map(|(repair, _)| repair);
        repairs
            .chain([&it.name])
            .chain(&it.partner)
            .cloned()
            .collect()
    };
    // A pair may be of a program and its repair.
    let repairs: Vec<String> = directive
        .map_or_else(Vec::new, named)
        .iter()
        .filter(|it| it.repaired().as_ref() == Some(name) && !it.is_what_if())
        .map(|repair| {
            let words = repair.last().replace('_', " ");
            format!("<a href=\"{}.html#{repair}\">{words}</a>", repair.chapter())
        })
        .collect();
    let repairs = match repairs.len() {
        0 => String::new(),
        1 => format!("; repair: {}", repairs[0]),
        _ => format!("; repairs: {}", repairs.join(", ")),
    };
    format!(
        "<li>{claim}<p class=\"proof\">{}{repairs}</p></li>\n",
        to_figure(name)
    )
}
