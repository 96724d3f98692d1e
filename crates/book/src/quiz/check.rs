//! Compares what the options of a quiz say with the facts of the programs that they are about.
//!
//! The facts are the committed ones; that rustc and a run still say the same is proved elsewhere.

use super::{Choice, Claim, Kind, Quiz, Said, Says, claims, parse_chapter};
use crate::facts::{self, Show};
use crate::name::Name;
use crate::problem::{Problem, did_you_mean};
use crate::program::Program;
use crate::project::{Programs, Project};
use lens::story::Story;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A quiz that says what the facts say, with what a page needs to show it.
#[derive(Debug)]
pub struct Checked {
    /// The program that it is about.
    pub program: Option<(Name, Program)>,
    /// For each option that names a program, the program.
    pub named: Vec<Option<Name>>,
}

/// Every quiz of the book, with its chapter's file, relative to the root.
///
/// # Errors
/// When a chapter cannot be read, or a quiz in it is not written as it must be.
pub fn all(project: &Project) -> Result<Vec<(PathBuf, Quiz)>, Problem> {
    let mut quizzes = Vec::new();
    for file in project.files_below("src", "md")? {
        let text = project.read(&file)?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let found = parse_chapter(&text, &stem, &file)?;
        quizzes.extend(found.into_iter().map(|quiz| (file.clone(), quiz)));
    }
    Ok(quizzes)
}

/// Checks a quiz of the chapter `file`.
///
/// # Errors
/// The first option that does not do what it says, or a name that stands for nothing.
pub fn check(
    project: &Project,
    programs: &Programs,
    quiz: &Quiz,
    file: &Path,
) -> Result<Checked, Problem> {
    let about = match &quiz.program {
        None => None,
        Some(said) => Some(About::find(project, programs, quiz, said, file)?),
    };
    let mut named = Vec::new();
    for option in &quiz.options {
        named.push(match &option.says {
            Says::Verdict { program, compiles } => {
                let name = find(programs, quiz, program, option.line, file)?;
                check_verdict(programs, &name, *compiles, option, file)?;
                Some(name)
            }
            _ => None,
        });
    }
    if let Some(about) = &about {
        match quiz.kind {
            Kind::One | Kind::Several => about.check_outputs(quiz, file)?,
            Kind::Line => about.check_lines(quiz, file)?,
            Kind::Order => about.check_order(quiz, file)?,
        }
    }
    let program = about.map(|about| (about.name, about.program));
    Ok(Checked { program, named })
}

/// The program that an author calls `word`: of the same chapter, or with its chapter in front.
fn find(
    programs: &Programs,
    quiz: &Quiz,
    word: &str,
    line: usize,
    file: &Path,
) -> Result<Name, Problem> {
    let chapter = quiz.name.chapter();
    let known: BTreeSet<&Name> = programs.names().collect();
    let here = format!("{chapter}/{word}").parse::<Name>();
    let found = [here, word.parse()].into_iter().flatten();
    if let Some(name) = found.into_iter().find(|name| known.contains(name)) {
        return Ok(name);
    }
    let here = known.iter().filter(|name| name.chapter() == chapter);
    let near = here
        .map(|name| name.within_chapter())
        .chain(known.iter().map(|name| name.as_str()));
    let what = format!("there is no program `{word}`{}", did_you_mean(word, near));
    let fix = "name a program of this chapter, or `CHAPTER/NAME`";
    Err(Problem::new(file, what, fix).at(line))
}

fn check_verdict(
    programs: &Programs,
    name: &Name,
    compiles: bool,
    option: &Choice,
    file: &Path,
) -> Result<(), Problem> {
    let forbidden = programs.forbidden.contains_key(name);
    if (forbidden != compiles) == option.right {
        return Ok(());
    }
    let truth = if forbidden { "is refused" } else { "compiles" };
    let fix = "mark what is right with an `x`, and nothing else";
    Err(Problem::new(file, format!("`{name}` {truth}"), fix).at(option.line))
}

/// A program with the facts that a quiz asks for.
struct About {
    name: Name,
    program: Program,
    story: Story,
    /// What it prints; `None` for a program that is refused.
    stdout: Option<String>,
}

impl About {
    fn find(
        project: &Project,
        programs: &Programs,
        quiz: &Quiz,
        said: &Said,
        file: &Path,
    ) -> Result<About, Problem> {
        let name = find(programs, quiz, &said.word, said.line, file)?;
        let (program, stdout, story) = if programs.forbidden.contains_key(&name) {
            let program = project.program(&Project::forbidden_file(&name))?;
            let story = facts::story(project, Show::Committed, &name)?;
            (program, None, story)
        } else {
            let shown = facts::listing(project, Show::Committed, &name)?;
            (shown.program, Some(shown.record.value.stdout), shown.story)
        };
        Ok(About {
            name,
            program,
            story: story.value,
            stdout,
        })
    }

    /// What the program prints; an error for one that does not run.
    fn stdout(&self, line: usize, file: &Path) -> Result<&str, Problem> {
        self.stdout.as_deref().ok_or_else(|| {
            let what = format!("`{}` is refused, so it prints nothing", self.name);
            Problem::new(file, what, "ask about a program that runs").at(line)
        })
    }

    fn check_outputs(&self, quiz: &Quiz, file: &Path) -> Result<(), Problem> {
        for option in &quiz.options {
            let Says::Output(said) = &option.says else {
                continue;
            };
            let stdout = self.stdout(option.line, file)?;
            if (lines(said) == lines(stdout)) != option.right {
                let what = match option.right {
                    true => format!("`{}` prints something else:\n\n{stdout}\n", self.name),
                    false => format!("`{}` prints just that", self.name),
                };
                let fix = "mark what is right with an `x`, and nothing else";
                return Err(Problem::new(file, what, fix).at(option.line));
            }
        }
        Ok(())
    }

    fn check_lines(&self, quiz: &Quiz, file: &Path) -> Result<(), Problem> {
        let Some((claim, at)) = &quiz.claim else {
            return Ok(());
        };
        let right = claims::lines(claim, &self.program, &self.story);
        if right.is_empty() {
            let known = claims::variables(&self.story);
            let (words, near) = match claim {
                Claim::Refused => ("is refused".to_owned(), String::new()),
                Claim::Moves(name) => (format!("moves `{name}`"), did_you_mean(name, known)),
                Claim::Drops(name) => (format!("drops `{name}`"), did_you_mean(name, known)),
                Claim::Frees(name) => (
                    format!("frees what `{name}` owns"),
                    did_you_mean(name, known),
                ),
            };
            let what = format!("no line of `{}` {words}{near}", self.name);
            let fix = format!("look at `cargo run -- show {}`", self.name);
            return Err(Problem::new(file, what, fix).at(*at));
        }
        let mut named = BTreeSet::new();
        let count = self.program.source.lines().count();
        for option in &quiz.options {
            let Says::Line(line) = option.says else {
                continue;
            };
            named.insert(line);
            let wrong = |what: String| {
                let fix = format!("look at `cargo run -- show {}`", self.name);
                Err(Problem::new(file, what, fix).at(option.line))
            };
            if line == 0 || line > count {
                return wrong(format!("`{}` has {count} lines", self.name));
            }
            let text = self
                .program
                .source
                .lines()
                .nth(line - 1)
                .unwrap_or_default();
            if text.trim().is_empty() || text.trim_start().starts_with("//~") {
                return wrong(format!("line {line} of `{}` has no code", self.name));
            }
            if right.contains(&line) != option.right {
                return wrong(format!(
                    "the right line of `{}` is {}",
                    self.name,
                    words(&right)
                ));
            }
        }
        let elsewhere: BTreeSet<usize> = right.difference(&named).copied().collect();
        let has_else = quiz.options.iter().find(|it| it.says == Says::Else);
        if let Some(option) = has_else.filter(|it| it.right || !elsewhere.is_empty()) {
            let what = format!("the right line of `{}` is {}", self.name, words(&right));
            let fix = "write it as an option; `else` stands for wrong lines";
            return Err(Problem::new(file, what, fix).at(option.line));
        }
        Ok(())
    }

    fn check_order(&self, quiz: &Quiz, file: &Path) -> Result<(), Problem> {
        let drops = claims::drop_order(&self.story);
        // The order in which things happen, and how far the options have come in it.
        let mut from = 0;
        for option in &quiz.options {
            let (noun, said, happened): (_, &str, Vec<&str>) = match &option.says {
                Says::Output(text) => {
                    let stdout = self.stdout(option.line, file)?;
                    ("prints", text.trim_end(), lines(stdout))
                }
                Says::Drop(variable) => ("drops", variable, drops.iter().map(|it| &**it).collect()),
                _ => continue,
            };
            let wrong =
                |what: String, fix: &str| Err(Problem::new(file, what, fix).at(option.line));
            let places: Vec<usize> = (0..happened.len())
                .filter(|at| happened[*at] == said)
                .collect();
            match places[..] {
                [] => {
                    let near = did_you_mean(said, happened.iter().copied());
                    let what = format!("`{}` never {noun} `{said}`{near}", self.name);
                    return wrong(what, "write what it does");
                }
                [place] if place < from => {
                    let all = happened.join("`, `");
                    let what = format!("`{}` {noun} in the order `{all}`", self.name);
                    return wrong(
                        what,
                        "write the options in the right order; the page mixes them",
                    );
                }
                [place] => from = place + 1,
                _ => {
                    let what = format!("`{}` {noun} `{said}` more than once", self.name);
                    return wrong(what, "ask for what happens once");
                }
            }
        }
        Ok(())
    }
}

/// Lines of output without the blanks at their ends, which no reader can see.
fn lines(text: &str) -> Vec<&str> {
    text.trim_end().lines().map(str::trim_end).collect()
}

fn words(lines: &BTreeSet<usize>) -> String {
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    lines.join(" or ")
}
