//! Counts a book over: whatever lies in its folders is used by a chapter, and the other way round.
//!
//! A directive that names nothing stops any build (the preprocessor asks here too); the census also
//! finds what no page would miss.

use crate::chapters::{self, SUMMARY};
use crate::cpp;
use crate::directive::{Directive, Kind, parse_chapter};
use crate::glossary;
use crate::manifest;
use crate::name::Name;
use crate::pair;
use crate::preprocess;
use crate::problem::{Problem, did_you_mean, line_at};
use crate::project::{Programs, Project};
use crate::quiz;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Everything that is wrong with the book as a whole.
///
/// # Errors
/// When a file or a folder cannot be read, so that nothing can be counted.
pub fn check(project: &Project) -> Result<Vec<Problem>, Problem> {
    let programs = project.programs()?;
    let mut problems = manifest::check(project, programs.runnable())?;
    let chapters = project.files_below("src", "md")?;
    problems.append(&mut check_summary(project, &chapters)?);

    let mut used: BTreeMap<Name, PathBuf> = BTreeMap::new();
    // What a chapter leaves out can be told only when each of its directives can be read.
    let mut mistaken: BTreeSet<String> = BTreeSet::new();
    for file in chapters.iter().filter(|file| *file != Path::new(SUMMARY)) {
        let text = project.read(file)?;
        problems.append(&mut check_fences(&text, file));
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let directives = match parse_chapter(&text, &stem, file) {
            Ok(directives) => directives,
            Err(problem) => {
                problems.push(problem);
                mistaken.insert(stem.into_owned());
                continue;
            }
        };
        for directive in directives {
            let checked = check_directive(&programs, &directive, file)
                .and_then(|()| pair::check_distance(project, &programs, &directive, file));
            if let Err(problem) = checked {
                problems.push(problem);
                mistaken.insert(stem.to_string());
                continue;
            }
            let repairs = directive.repairs.into_iter().map(|(repair, _)| repair);
            let named = std::iter::once(directive.name).chain(directive.partner);
            for name in named.chain(repairs) {
                if used.insert(name.clone(), file.clone()).is_some() {
                    let what = format!("`{name}` is shown a second time");
                    let fix = "show it once and link to it, or write a program that shows more";
                    problems.push(Problem::new(file, what, fix).at(directive.line));
                }
            }
        }
    }
    // A chapter that cannot be read has been told already.
    if let Ok(chapters) = chapters::read(project)
        && let Err(problem) = glossary::read(&chapters)
    {
        problems.push(problem);
    }
    problems.append(&mut check_quizzes(project, &programs, &chapters)?);
    problems.append(&mut check_cpp(project, &chapters)?);
    let unused = |name: &Name| !used.contains_key(name) && !mistaken.contains(name.chapter());
    for (name, file) in programs.listings.iter().chain(&programs.forbidden) {
        if unused(name) {
            let chapter = Project::chapter_file(name.chapter());
            let kind = if programs.forbidden.contains_key(name) {
                "forbidden"
            } else {
                "listing"
            };
            let fix = format!(
                "write `{{{{#{kind} {}: CAPTION}}}}` there, or delete the program",
                name.last()
            );
            let what = format!("no directive of `{}` shows it", chapter.display());
            problems.push(Problem::new(file, what, fix));
        }
    }
    for (name, file) in &programs.repairs {
        let repaired = name
            .repaired()
            .filter(|repaired| programs.forbidden.contains_key(repaired));
        if repaired.is_none() {
            let what = "lies in the folder of a forbidden program that does not exist";
            let known = programs.forbidden.keys().map(Name::as_str);
            let near = name
                .repaired()
                .map(|repaired| did_you_mean(repaired.as_str(), known));
            let what = format!("{what}{}", near.unwrap_or_default());
            problems.push(Problem::new(
                file,
                what,
                "move it to the folder of the program it repairs",
            ));
        } else if unused(name) {
            let fix = format!(
                "add the line `- {}: CAPTION` to the program's directive",
                name.last()
            );
            problems.push(Problem::new(file, "no directive names this repair", fix));
        }
    }
    let printed = programs
        .runnable()
        .map(|name| (Project::snapshot_file(name), name));
    let stories = programs
        .names()
        .map(|name| (Project::story_file(name), name));
    let snapshots: BTreeMap<_, _> = printed.chain(stories).collect();
    let words: BTreeMap<_, _> = programs
        .forbidden
        .keys()
        .map(|name| (Project::stderr_file(name), name))
        .collect();
    for (folder, extension, wanted) in [
        ("tests/snapshots", "snap", snapshots),
        ("tests/forbidden", "stderr", words),
    ] {
        let found = project.files_below(folder, extension)?;
        for stray in found.iter().filter(|file| !wanted.contains_key(*file)) {
            problems.push(Problem::new(
                stray,
                "is the fact of no program",
                "delete it",
            ));
        }
        for (missing, name) in wanted.iter().filter(|(file, _)| !found.contains(file)) {
            let fix = format!("run `cargo run -- bless {name}`");
            problems.push(Problem::new(missing, "has not been recorded yet", fix));
        }
    }
    Ok(problems)
}

/// Chapters that do not say what they are about, which is what a search engine shows of them. A page
/// can be built without, so this stops no author in the middle of a chapter.
///
/// # Errors
/// When a chapter cannot be read.
pub fn undescribed(project: &Project) -> Result<Vec<Problem>, Problem> {
    let mut problems = Vec::new();
    for file in project.files_below("src", "md")? {
        let described = preprocess::split_description(&project.read(&file)?)
            .0
            .is_some();
        if !described && file != Path::new(SUMMARY) {
            let fix = "begin it with `<!-- description: one sentence on what a reader learns -->`";
            problems.push(Problem::new(file, "has no description", fix).at(1));
        }
    }
    Ok(problems)
}

/// Checks that the programs exist, and that a forbidden one names just the repairs it has.
///
/// # Errors
/// The first name that stands for nothing, for the other kind of program, or that is missing.
pub fn check_directive(
    programs: &Programs,
    directive: &Directive,
    file: &Path,
) -> Result<(), Problem> {
    let name = &directive.name;
    let wrong = |what: String, fix: String| Problem::new(file, what, fix).at(directive.line);
    if let Some(partner) = &directive.partner {
        return pair::check_partners(programs, directive, partner, file);
    }
    let (known, other, right) = match directive.kind {
        Kind::Listing => (&programs.listings, &programs.forbidden, "forbidden"),
        Kind::Forbidden | Kind::Compare => (&programs.forbidden, &programs.listings, "listing"),
    };
    if let Some(other) = other.get(name) {
        return Err(wrong(
            format!(
                "`{name}` is of the other kind: it lies at `{}`",
                other.display()
            ),
            format!("write `{{{{#{right} {}: CAPTION}}}}`", name.last()),
        ));
    }
    if !known.contains_key(name) {
        let near = did_you_mean(
            name.last(),
            known
                .keys()
                .filter(|other| other.chapter() == name.chapter())
                .map(|other| other.last()),
        );
        return Err(wrong(
            format!("there is no program `{name}`{near}"),
            begin(name, directive.kind == Kind::Forbidden),
        ));
    }
    if directive.kind == Kind::Listing {
        return Ok(());
    }
    check_repairs(programs, directive, name, file)
}

/// Checks that a directive names just the repairs that `name` has. The partner in a pair needs no
/// line of its own.
///
/// # Errors
/// The first repair that is missing, unknown or named twice.
pub fn check_repairs(
    programs: &Programs,
    directive: &Directive,
    name: &Name,
    file: &Path,
) -> Result<(), Problem> {
    let wrong = |what: String, fix: String| Problem::new(file, what, fix).at(directive.line);
    let is_paired =
        |repair: &Name| *repair == directive.name || directive.partner.as_ref() == Some(repair);
    for (place, (repair, _)) in directive.repairs.iter().enumerate() {
        let named = |(other, _): &(Name, String)| other == repair;
        if directive.repairs[..place].iter().any(named) {
            return Err(wrong(
                format!("the repair `{repair}` is named twice"),
                "name it once".into(),
            ));
        }
        if is_paired(repair) {
            return Err(wrong(
                format!("the repair `{repair}` is in the pair already"),
                "remove its line".into(),
            ));
        }
        if repair.repaired().as_ref() != Some(name) || !programs.repairs.contains_key(repair) {
            let known = programs.repairs_of(name).map(|repair| repair.last());
            let near = did_you_mean(repair.last(), known);
            return Err(wrong(
                format!("there is no repair `{repair}`{near}"),
                begin(repair, false),
            ));
        }
    }
    for repair in programs.repairs_of(name) {
        let has_line = directive.repairs.iter().any(|(named, _)| named == repair);
        if !has_line && !is_paired(repair) {
            return Err(wrong(
                format!("the repair `{repair}` of `{name}` has no caption"),
                format!(
                    "add the line `- {}: CAPTION` to the directive",
                    repair.last()
                ),
            ));
        }
    }
    let mut repairs = programs.repairs_of(name);
    if repairs.all(Name::is_what_if) {
        return Err(wrong(
            format!("`{name}` has no repair"),
            format!(
                "begin one with `cargo run -- new {}/REPAIR --repairs {}`, and add the line \
                 that it prints to the directive",
                name.chapter(),
                name.last()
            ),
        ));
    }
    Ok(())
}

/// Compares every quiz with the facts.
fn check_quizzes(
    project: &Project,
    programs: &Programs,
    chapters: &[PathBuf],
) -> Result<Vec<Problem>, Problem> {
    let mut problems = Vec::new();
    for file in chapters {
        let text = project.read(file)?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        match quiz::parse_chapter(&text, &stem, file) {
            Err(problem) => problems.push(problem),
            Ok(quizzes) => problems.extend(
                quizzes
                    .iter()
                    .filter_map(|it| quiz::check(project, programs, it, file).err()),
            ),
        }
    }
    Ok(problems)
}

/// Compares the C++ programs that chapters show with those that are there.
fn check_cpp(project: &Project, chapters: &[PathBuf]) -> Result<Vec<Problem>, Problem> {
    let programs = cpp::programs(project)?;
    let mut problems = Vec::new();
    let mut used = BTreeSet::new();
    for file in chapters {
        let text = project.read(file)?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        match cpp::parse_chapter(&text, &stem, file) {
            Err(problem) => problems.push(problem),
            Ok(found) => {
                for inclusion in found {
                    problems.extend(cpp::check(&programs, &inclusion, file).err());
                    used.insert(inclusion.name);
                }
            }
        }
    }
    for (name, file) in programs.iter().filter(|(name, _)| !used.contains(name)) {
        let chapter = Project::chapter_file(name.chapter());
        let what = format!("no box of `{}` shows it", chapter.display());
        let fix = format!(
            "write `{{{{#cpp {}}}}}` there, or delete the program",
            name.within_chapter()
        );
        problems.push(Problem::new(file, what, fix));
    }
    let reports = project.files_below(cpp::FOLDER, "report")?;
    let wanted: BTreeMap<_, _> = programs
        .keys()
        .map(|name| (cpp::report_file(name), name))
        .collect();
    for stray in reports.iter().filter(|file| !wanted.contains_key(*file)) {
        problems.push(Problem::new(
            stray,
            "is the fact of no program",
            "delete it",
        ));
    }
    for (missing, name) in wanted.iter().filter(|(file, _)| !reports.contains(file)) {
        let fix = format!("run `cargo run -- bless {name}`");
        problems.push(Problem::new(missing, "has not been recorded yet", fix));
    }
    Ok(problems)
}

/// What to do about a name that stands for no program.
pub fn begin(name: &Name, forbidden: bool) -> String {
    format!(
        "correct the name, or begin the program with `cargo run -- {}`",
        name.begin(forbidden)
    )
}

/// Compares `SUMMARY.md` with the chapters that are there.
fn check_summary(project: &Project, chapters: &[PathBuf]) -> Result<Vec<Problem>, Problem> {
    let text = project.read(Path::new(SUMMARY))?;
    let mut problems = Vec::new();
    let mut listed = BTreeSet::new();
    for link in chapters::listed(&text) {
        let file = link.file;
        let inner = file.strip_prefix("src").unwrap_or(&file).to_string_lossy();
        if !chapters.contains(&file) {
            let line = line_at(text.as_bytes(), link.span.start);
            let stems = chapters
                .iter()
                .filter_map(|file| file.strip_prefix("src").ok()?.to_str());
            let what = format!(
                "there is no chapter `{inner}`{}",
                did_you_mean(&inner, stems)
            );
            let fix = format!("correct the line, or write `{}`", file.display());
            problems.push(Problem::new(SUMMARY, what, fix).at(line));
        }
        listed.insert(file);
    }
    for chapter in chapters
        .iter()
        .filter(|chapter| *chapter != Path::new(SUMMARY))
    {
        if !listed.contains(chapter) {
            let inner = chapter.strip_prefix("src").unwrap_or(chapter).display();
            let fix = format!("add the line `- [TITLE]({inner})` to `{SUMMARY}`");
            problems.push(Problem::new(
                chapter,
                "is not listed among the chapters",
                fix,
            ));
        }
    }
    Ok(problems)
}

/// Inline Rust is compiled and run as it stands, so it may not ask to be let off.
fn check_fences(text: &str, file: &Path) -> Vec<Problem> {
    Parser::new(text)
        .into_offset_iter()
        .filter_map(|(event, span)| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Some((info, span)),
            _ => None,
        })
        .filter(|(info, _)| info.starts_with("rust") && &**info != "rust")
        .map(|(info, span)| {
            let line = line_at(text.as_bytes(), span.start);
            let what = format!("a Rust block is marked `{info}`, so it would not be proved");
            let fix = "mark it `rust`; a program that is rejected belongs under `tests/forbidden/`";
            Problem::new(file, what, fix).at(line)
        })
        .collect()
}
