//! `book new`: begins a program from a template, and tells the line to paste into the chapter.

use crate::manifest;
use crate::name::Name;
use crate::problem::{Problem, did_you_mean};
use crate::project::Project;
use std::path::Path;

/// What to begin.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A program that runs.
    Listing,
    /// A program that rustc rejects.
    Forbidden,
    /// A program that repairs this forbidden one of the same chapter.
    Repair(String),
}

const LISTING: &str = "fn main() {\n    println!(\"hello\");\n}\n";

const FORBIDDEN: &str = r#"fn main() {
    let invoice = String::from("A-1042");
    let filed = invoice;
    println!("{invoice} {filed}");
}
//~ 4: E0382
"#;

/// Writes the program and, for one that runs, its line in the manifest; what to do next.
///
/// # Errors
/// An unknown chapter or forbidden program, or a file that is there already.
pub fn new(project: &Project, name: &Name, kind: &Kind) -> Result<String, Problem> {
    let programs = project.programs()?;
    let chapter = Project::chapter_file(name.chapter());
    if !project.root().join(&chapter).is_file() {
        let chapters = project.files_below("src", "md")?;
        let stems = chapters
            .iter()
            .filter_map(|file| file.file_stem()?.to_str());
        let near = did_you_mean(name.chapter(), stems);
        let fix = "write it and list it in `src/SUMMARY.md`, then run this again";
        return Err(Problem::new(
            chapter,
            format!("there is no such chapter{near}"),
            fix,
        ));
    }
    let (name, text) = match kind {
        Kind::Listing => (name.clone(), LISTING.to_owned()),
        Kind::Forbidden => (name.clone(), FORBIDDEN.to_owned()),
        Kind::Repair(program) => {
            let wrong =
                |what: String| Problem::new(Project::listing_file(name), what, "correct it");
            let repaired: Name = format!("{}/{program}", name.chapter())
                .parse()
                .map_err(wrong)?;
            let Some(file) = programs.forbidden.get(&repaired) else {
                let known = programs.forbidden.keys().map(Name::last);
                let near = did_you_mean(program, known);
                let file = Project::forbidden_file(&repaired);
                let fix = format!("begin it with `cargo run -- {}`", repaired.begin(true));
                return Err(Problem::new(
                    file,
                    format!("there is no such program{near}"),
                    fix,
                ));
            };
            // The repair begins as the program it repairs, so that the difference stays small.
            let program = project.program(file)?;
            (repaired.join(name.last()).map_err(wrong)?, program.source)
        }
    };
    if name.repaired().is_some() != matches!(kind, Kind::Repair(_)) {
        let what = format!("`{name}` is the name of a repair");
        let fix = format!("write `cargo run -- {}`", name.begin(false));
        return Err(Problem::new(Project::listing_file(&name), what, fix));
    }
    if let Some(taken) = programs.names().find(|taken| **taken == name) {
        let file = match programs.forbidden.get(taken) {
            Some(file) => file.clone(),
            None => Project::listing_file(taken),
        };
        return Err(Problem::new(
            file,
            "is there already",
            "choose another name, or edit that file",
        ));
    }
    let file = match kind {
        Kind::Forbidden => Project::forbidden_file(&name),
        _ => Project::listing_file(&name),
    };
    let manifest = Path::new(manifest::FILE);
    let lines = match kind {
        Kind::Forbidden => None,
        _ => Some(manifest::with(&project.read(manifest)?, &name)?),
    };
    project.write(&file, &text)?;
    if let Some(lines) = lines {
        project.write(manifest, &lines)?;
    }
    let place = match kind {
        Kind::Listing => format!(
            "paste into {}:\n\n{{{{#listing {}: CAPTION}}}}",
            chapter.display(),
            name.last()
        ),
        Kind::Forbidden => format!(
            "paste into {}:\n\n{{{{#forbidden {}: CAPTION\n- REPAIR: CAPTION\n}}}}",
            chapter.display(),
            name.last()
        ),
        Kind::Repair(program) => format!(
            "paste into the directive of `{program}` in {}:\n\n- {}: CAPTION",
            chapter.display(),
            name.last()
        ),
    };
    Ok(format!(
        "wrote {}\n{place}\n\nwhen the program is right: cargo run -- bless {name}",
        file.display()
    ))
}
