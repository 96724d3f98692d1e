//! Every claim of the book: the captions, which say what a program proves, by chapter.

use super::Whole;
use crate::directive::{Directive, Kind};
use crate::name::Name;
use crate::page::html::{inline, source_link};
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
            list.push_str(&claim(directive, whole.repository));
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

/// A program's claim, and below it those of its repairs.
fn claim(directive: &Directive, repository: Option<&str>) -> String {
    let name = &directive.name;
    let mut item = format!(
        "<li>{}",
        proved(name, directive.kind, &directive.caption, repository)
    );
    if !directive.repairs.is_empty() {
        item.push_str("<ul>\n");
        for (repair, caption) in &directive.repairs {
            let proved = proved(repair, Kind::Listing, caption, repository);
            item.push_str(&format!("<li>{proved}</li>\n"));
        }
        item.push_str("</ul>");
    }
    item + "</li>\n"
}

/// A claim with its figure, its file and the command that proves it.
fn proved(name: &Name, kind: Kind, caption: &str, repository: Option<&str>) -> String {
    let (file, verdict) = match kind {
        Kind::Listing => (Project::listing_file(name), "runs"),
        Kind::Forbidden => (Project::forbidden_file(name), "is refused"),
    };
    let file = file.display().to_string().replace('\\', "/");
    format!(
        "<p>{}</p><p class=\"proof\">{} {verdict}: {}, <code>cargo test {name}</code></p>",
        inline(caption),
        to_figure(name),
        source_link(repository, &file),
    )
}

/// A program's name as a link to its figure.
pub fn to_figure(name: &Name) -> String {
    format!("<a href=\"{}.html#{name}\">{name}</a>", name.chapter())
}
