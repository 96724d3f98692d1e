//! Where a program lies, how to run it yourself, and what proves it.

use super::html::source_link;
use crate::directive::Kind;
use crate::name::Name;
use crate::problem::spelled;
use crate::project::Project;

/// The file, the command that runs it (or has it explained) and the command that proves it.
pub fn commands(name: &Name, kind: Kind, repository: Option<&str>) -> String {
    let (file, title, run) = match kind {
        Kind::Listing => (
            Project::listing_file(name),
            "run it yourself",
            format!("cargo run --example {}", name.example()),
        ),
        // A pair is shown as its two programs.
        Kind::Forbidden | Kind::Compare => (
            Project::forbidden_file(name),
            "see it yourself",
            format!("cargo run -- show {name}"),
        ),
    };
    format!(
        "<dl class=\"commands\"><dt>file</dt><dd>{}</dd><dt>{title}</dt><dd><code>{run}</code></dd>\
         <dt>proved by</dt><dd><code>cargo test {name}</code></dd></dl>",
        source_link(repository, &spelled(&file)),
    )
}
