//! What learners believe of ownership, with the program that meets each belief and the question that
//! offers it as an answer.
//!
//! ```toml
//! [[belief]]
//! says = "The last use drops the value."
//! chapter = "owners"
//! program = "owners/closing_time"
//! predicts = "The ticket of the printer is dropped in line 6."
//! truth = "It is dropped at the brace that ends its owner's scope, line 10."
//! question = "owners/quiz/last_use"
//! ```
//!
//! A question is a quiz, or a program that the page asks about before it answers.

use crate::appendix::Whole;
use crate::chapters::Chapter;
use crate::data::{self, Table};
use crate::directive::Kind;
use crate::name::Name;
use crate::problem::{Problem, did_you_mean};
use crate::quiz;
use serde::Deserialize;
use toml::Spanned;

/// The stem of its table.
const TABLE: &str = "beliefs";

/// One belief. What is said is Markdown.
#[derive(Clone, Debug)]
pub struct Belief {
    /// The belief, in the learner's words.
    pub says: String,
    /// The stem of the chapter in which it is met.
    pub chapter: String,
    /// The program that meets it.
    pub program: Name,
    /// What the belief predicts of that program.
    pub predicts: String,
    /// What the program does instead.
    pub truth: String,
    /// The question in which it is a wrong answer.
    pub question: Name,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    belief: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    says: Spanned<String>,
    chapter: Spanned<String>,
    program: Spanned<String>,
    predicts: Spanned<String>,
    truth: Spanned<String>,
    question: Spanned<String>,
}

/// The beliefs of a book, in the order of its chapters.
///
/// # Errors
/// The first belief that cannot be read, is out of order, or names what is not there.
pub fn read(whole: &Whole) -> Result<Vec<Belief>, Problem> {
    let table: Table<File> = data::read(whole.project, TABLE)?;
    let questions = questions(whole.chapters)?;
    let mut beliefs: Vec<Belief> = Vec::new();
    let mut before = 0;
    for entry in &table.value.belief {
        for words in [&entry.says, &entry.predicts, &entry.truth] {
            if !words.as_ref().ends_with(['.', '?']) {
                let what = format!("`{}` is no sentence", words.as_ref());
                return Err(table.wrong(words, what, "end it with a full stop"));
            }
        }
        let chapter = table.place(whole.chapters, &entry.chapter)?;
        if chapter < before {
            let what = format!("`{}` stands behind a later chapter", entry.chapter.as_ref());
            let fix = "sort the beliefs by chapter, in the order of `src/SUMMARY.md`";
            return Err(table.wrong(&entry.chapter, what, fix));
        }
        before = chapter;
        let says = entry.says.as_ref();
        // A later chapter may meet it again.
        let twice = |it: &Belief| it.says == *says && it.chapter == *entry.chapter.as_ref();
        if beliefs.iter().any(twice) {
            let what = format!("the belief `{says}` stands here twice for one chapter");
            return Err(table.wrong(&entry.says, what, "keep one of the two"));
        }
        beliefs.push(Belief {
            says: says.clone(),
            chapter: entry.chapter.as_ref().clone(),
            program: table.program(whole.programs, &entry.program)?,
            predicts: entry.predicts.as_ref().clone(),
            truth: entry.truth.as_ref().clone(),
            question: question(&questions, &entry.question, &table)?,
        });
    }
    Ok(beliefs)
}

fn question<T>(
    questions: &[Name],
    name: &Spanned<String>,
    table: &Table<T>,
) -> Result<Name, Problem> {
    let word = name.as_ref();
    let found = questions.iter().find(|it| it.as_str() == word);
    found.cloned().ok_or_else(|| {
        let near = did_you_mean(word, questions.iter().map(Name::as_str));
        let what = format!("no chapter asks the question `{word}`{near}");
        let fix = "write the name of a quiz, like `owners/quiz/last_use`, or of a program that is \
                   predicted or stands in a pair";
        table.wrong(name, what, fix)
    })
}

/// The questions of a book: its quizzes, and the programs that it asks about.
///
/// # Errors
/// When a quiz is not written as it must be.
pub fn questions(chapters: &[Chapter]) -> Result<Vec<Name>, Problem> {
    let mut questions = Vec::new();
    for chapter in chapters {
        let quizzes = quiz::parse_chapter(&chapter.text, &chapter.stem, &chapter.file)?;
        questions.extend(quizzes.into_iter().map(|it| it.name));
        let asking = chapter.directives.iter();
        for directive in asking.filter(|it| it.predict || it.kind == Kind::Compare) {
            questions.push(directive.name.clone());
            questions.extend(directive.partner.clone());
        }
    }
    Ok(questions)
}
