//! Every claim of the book: the captions, which say what a program proves, by chapter.

use super::Whole;
use crate::directive::Directive;
use crate::name::Name;
use crate::page::html::{inline, source_link};
use crate::problem::spelled;
use crate::project::Project;

/// The list in Markdown: how many claims there are, then a heading a chapter, below it its claims in
/// the order of the page.
pub fn list(whole: &Whole) -> String {
    let all = whole.chapters.iter().flat_map(|it| &it.directives);
    let mut list = format!("The book makes {}.\n\n", sum(all));
    for chapter in whole.chapters.iter().filter(|it| !it.directives.is_empty()) {
        let (title, page) = (&chapter.title, format!("{}.md", chapter.stem));
        let sum = sum(&chapter.directives);
        // A link cannot stand in the heading, which mdBook makes a link of its own.
        list.push_str(&format!("## {title}\n\n[{title}]({page}) makes {sum}.\n\n"));
        list.push_str("<ol class=\"claims\">\n");
        for directive in &chapter.directives {
            list.push_str(&claim(directive, whole));
        }
        list.push_str("</ol>\n\n");
    }
    list
}

/// How many claims there are, those on repairs counted apart.
fn sum<'a>(directives: impl IntoIterator<Item = &'a Directive>) -> String {
    let (mut claims, mut changes) = (0, 0);
    for directive in directives {
        claims += 1;
        changes += directive.repairs.len();
    }
    let plural = if claims == 1 { "" } else { "s" };
    match changes {
        0 => format!("{claims} claim{plural}"),
        _ => format!("{claims} claim{plural}, and {changes} about changes to refused programs"),
    }
}

/// The claim of a program or of a pair, and below it those of the repairs.
fn claim(directive: &Directive, whole: &Whole) -> String {
    let proofs: String = std::iter::once(&directive.name)
        .chain(&directive.partner)
        .map(|name| proof(name, whole))
        .collect();
    let mut item = format!("<li><p>{}</p>{proofs}", inline(&directive.caption));
    if !directive.repairs.is_empty() {
        item.push_str("<ul>\n");
        for (repair, caption) in &directive.repairs {
            let (caption, proof) = (inline(caption), proof(repair, whole));
            item.push_str(&format!("<li><p>{caption}</p>{proof}</li>\n"));
        }
        item.push_str("</ul>");
    }
    item + "</li>\n"
}

/// A program's figure, its file and the command that proves what is said of it.
pub fn proof(name: &Name, whole: &Whole) -> String {
    let (file, verdict) = match whole.programs.forbidden.contains_key(name) {
        true => (Project::forbidden_file(name), "is refused"),
        false => (Project::listing_file(name), "runs"),
    };
    format!(
        "<p class=\"proof\">{} {verdict}: {}, <code>cargo test {name}</code></p>",
        to_figure(name),
        source_link(whole.repository, &spelled(&file)),
    )
}

/// A program's name as a link to its figure.
pub fn to_figure(name: &Name) -> String {
    format!("<a href=\"{}.html#{name}\">{name}</a>", name.chapter())
}
