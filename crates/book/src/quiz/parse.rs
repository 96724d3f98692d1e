//! Finds the quizzes of a chapter and reads them; their facts are looked at elsewhere.

use super::option::{Mark, claim, mark, printed, says};
use super::{Choice, Kind, Quiz, Said, Says};
use crate::name::{Name, is_word};
use crate::problem::{Problem, did_you_mean, line_at};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use std::collections::BTreeSet;
use std::mem::discriminant;
use std::ops::Range;
use std::path::Path;

const KEYS: [&str; 2] = ["program", "line"];

/// Finds the quizzes of a chapter; `chapter` is its stem, `file` what an error calls it.
///
/// # Errors
/// The first quiz that is not written as it must be.
pub fn parse_chapter(text: &str, chapter: &str, file: &Path) -> Result<Vec<Quiz>, Problem> {
    let mut quizzes: Vec<Quiz> = Vec::new();
    for (info, span) in blocks(text) {
        let line = line_at(text.as_bytes(), span.start);
        let wrong = |what: String, fix: &str| Problem::new(file, what, fix).at(line);
        if !text[..span.start].is_empty() && !text[..span.start].ends_with('\n') {
            return Err(wrong(
                "a quiz stands inside a list or a quotation".into(),
                "put it at the left margin, with an empty line before it and after it",
            ));
        }
        let word = info.strip_prefix("quiz").unwrap_or_default().trim();
        if !is_word(word) {
            return Err(wrong(
                format!("`{word}` cannot be the name of a quiz"),
                "name it behind `quiz`, like a program: lower-case letters, digits and `_`",
            ));
        }
        let name: Name = format!("{chapter}/quiz/{word}")
            .parse()
            .map_err(|why| wrong(why, "rename the chapter"))?;
        if let Some(first) = quizzes.iter().find(|quiz| quiz.name == name) {
            return Err(wrong(
                format!(
                    "`{word}` is the name of the quiz at line {} too",
                    first.line
                ),
                "give each quiz a name of its own",
            ));
        }
        let inner: Vec<&str> = text[span.clone()].lines().skip(1).collect();
        let Some((_, inner)) = inner.split_last().filter(|(it, _)| it.starts_with("```")) else {
            return Err(wrong(
                "a quiz is never closed".into(),
                "end it with a line ```` ``` ````",
            ));
        };
        let quiz = Draft::read(inner, line + 1, file)?.finish(name, span, line, file)?;
        quizzes.push(quiz);
    }
    Ok(quizzes)
}

/// The blocks that are fenced as quizzes: what stands behind the fence, and where they are.
fn blocks(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    let is_quiz = |info: &str| info.split_whitespace().next() == Some("quiz");
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .into_offset_iter()
        .filter_map(move |(event, span)| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_quiz(&info) => {
                Some((info.to_string(), span))
            }
            _ => None,
        })
}

/// What the lines of a block say, before it is asked whether they make a quiz.
#[derive(Default)]
struct Draft {
    question: Vec<String>,
    program: Option<Said>,
    line: Option<Said>,
    options: Vec<(Mark, Choice)>,
}

impl Draft {
    /// Reads the lines between the fences, of which the first is the chapter's line `first`.
    fn read(lines: &[&str], first: usize, file: &Path) -> Result<Draft, Problem> {
        let mut draft = Draft::default();
        for (place, whole) in lines.iter().enumerate() {
            let text = whole.trim();
            let at = first + place;
            let wrong = |what: String, fix: &str| Err(Problem::new(file, what, fix).at(at));
            if text.is_empty() {
                continue;
            }
            let indented = whole.starts_with([' ', '\t']);
            if let Some((mark, text)) = mark(text).filter(|_| !indented) {
                let option = Choice {
                    right: mark.right,
                    says: says(text, mark.kind),
                    why: String::new(),
                    line: at,
                };
                draft.options.push((mark, option));
            } else if let Some((_, option)) = draft.options.last_mut() {
                if !indented {
                    return wrong(
                        format!("`{text}` is neither an option nor an explanation"),
                        "begin an option with `( )`, `(x)`, `[ ]`, `[x]` or `1.`, and indent what \
                         explains it",
                    );
                }
                match (&mut option.says, printed(text)) {
                    (Says::Output(output), Some(line)) if option.why.is_empty() => {
                        output.push_str(&format!("{line}\n"));
                    }
                    _ if option.why.is_empty() => option.why = text.to_owned(),
                    _ => option.why = format!("{} {text}", option.why),
                }
            } else if let Some((key, value)) = text.split_once(": ").filter(|(key, _)| is_word(key))
            {
                let said = Some(Said {
                    word: value.trim().to_owned(),
                    line: at,
                });
                match key {
                    "program" => draft.program = said,
                    "line" => draft.line = said,
                    _ => {
                        let near = did_you_mean(key, KEYS);
                        return wrong(
                            format!("a quiz has no `{key}:`{near}"),
                            "write `program: NAME`, or `line: moves NAME`; begin a question with a \
                             capital",
                        );
                    }
                }
            } else {
                draft.question.push(text.to_owned());
            }
        }
        Ok(draft)
    }

    /// The quiz, if it is one.
    fn finish(
        self,
        name: Name,
        span: Range<usize>,
        line: usize,
        file: &Path,
    ) -> Result<Quiz, Problem> {
        let wrong = |what: &str, fix: &str| Err(Problem::new(file, what, fix).at(line));
        if self.question.is_empty() {
            return wrong("a quiz asks nothing", "begin it with its question");
        }
        let kind = self.kind(file, line)?;
        let claim = match &self.line {
            None => None,
            Some(said) => {
                let fix =
                    "write `line: refused`, or `line: moves NAME`, `drops NAME` or `frees NAME`";
                let claim = claim(&said.word)
                    .map_err(|what| Problem::new(file, what, fix).at(said.line))?;
                Some((claim, said.line))
            }
        };
        if (kind == Kind::Line) != claim.is_some() {
            return wrong(
                "options that are lines, and `line:`, go together",
                "say with `line: moves NAME` what the right line does, and write `(x) line 4`",
            );
        }
        let checked = |says: &Says| !matches!(says, Says::Prose(_) | Says::Verdict { .. });
        let needs = self.options.iter().any(|(_, it)| checked(&it.says));
        if needs && self.program.is_none() {
            return wrong(
                "a quiz about lines, output or drops names no program",
                "add `program: NAME` under the question",
            );
        }
        Ok(Quiz {
            name,
            question: self.question.join(" "),
            program: self.program,
            claim,
            kind,
            options: self.options.into_iter().map(|(_, option)| option).collect(),
            span,
            line,
        })
    }

    /// How the quiz is answered, once its options agree on it.
    fn kind(&self, file: &Path, line: usize) -> Result<Kind, Problem> {
        let wrong = |at: usize, what: String, fix: &str| Err(Problem::new(file, what, fix).at(at));
        let [(first, asked), _, ..] = &self.options[..] else {
            let what = "a quiz needs two options".to_owned();
            return wrong(line, what, "write a line with `( )` or `(x)` for each");
        };
        let lines = self
            .options
            .iter()
            .filter(|(_, it)| is_line(&it.says))
            .count();
        let mut seen = BTreeSet::new();
        for (place, (mark, option)) in self.options.iter().enumerate() {
            let text = format!("{:?}", option.says);
            let alike = discriminant(&option.says) == discriminant(&asked.says);
            let mixed = lines > 0 && lines < self.options.len();
            if mark.kind != first.kind || mixed || (mark.kind == Kind::Order && !alike) {
                let fix =
                    "let all be `( )`, all `[ ]` or all numbered, and either all lines or none";
                return wrong(
                    option.line,
                    "this option is of another kind than the first".into(),
                    fix,
                );
            }
            if !seen.insert(text) {
                return wrong(
                    option.line,
                    "this option stands here twice".into(),
                    "write it once",
                );
            }
            if option.why.is_empty() {
                let fix = "say under it, indented, why it is right or wrong";
                return wrong(option.line, "this option has no explanation".into(), fix);
            }
            if mark.number.is_some_and(|number| number != place + 1) {
                let fix =
                    "number the options `1.`, `2.`, … in the right order; the page mixes them";
                return wrong(
                    option.line,
                    "the numbers do not follow each other".into(),
                    fix,
                );
            }
            if mark.kind == Kind::Order && !matches!(option.says, Says::Output(_) | Says::Drop(_)) {
                let fix = "write a line of output, `1. | filed`, or a variable, `` 1. `invoice` ``";
                return wrong(
                    option.line,
                    "this cannot be put in order by the facts".into(),
                    fix,
                );
            }
        }
        let right = self.options.iter().filter(|(_, it)| it.right).count();
        match (first.kind, right) {
            (Kind::One | Kind::Several, 0) => {
                let fix = "mark the right option with an `x`";
                wrong(line, "a quiz has no right answer".into(), fix)
            }
            (Kind::One, 2..) => {
                let fix = "mark one with an `x`; where several are right, write `[ ]` and `[x]`";
                wrong(line, format!("a quiz has {right} right answers"), fix)
            }
            (Kind::One, _) if lines > 0 => Ok(Kind::Line),
            (Kind::Several, _) if lines > 0 => {
                let fix = "write `( )` and `(x)`; a question about lines has one right line";
                wrong(line, "several lines cannot be chosen".into(), fix)
            }
            (kind, _) => Ok(kind),
        }
    }
}

fn is_line(says: &Says) -> bool {
    matches!(says, Says::Line(_) | Says::Else)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(inner: &str) -> Result<Vec<Quiz>, String> {
        let text = format!("# Moves\n\n```quiz old_name\n{inner}```\n");
        parse_chapter(&text, "moves", Path::new("src/moves.md"))
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn a_quiz_has_a_question_and_options_with_explanations() {
        let quizzes = parse(
            "What is left?\nprogram: assignment\n\n( ) Null.\n    Nothing is cleared.\n    Ever.\n\
             (x) | bill\n    | paid\n    So it prints.\n",
        )
        .expect("a quiz");
        let quiz = &quizzes[0];
        assert_eq!(quiz.name.as_str(), "moves/quiz/old_name");
        assert_eq!((quiz.kind, quiz.line), (Kind::One, 3));
        assert_eq!(quiz.question, "What is left?");
        assert_eq!(quiz.options[0].why, "Nothing is cleared. Ever.");
        assert_eq!(quiz.options[1].says, Says::Output("bill\npaid\n".into()));
        assert_eq!((quiz.options[1].right, quiz.options[1].line), (true, 10));
    }

    #[test]
    fn the_options_say_how_it_is_answered() {
        for (inner, kind) in [
            ("Q?\n[x] a\n  A.\n[ ] b\n  B.\n", Kind::Several),
            (
                "Q?\nprogram: p\nline: refused\n(x) line 4\n  A.\n( ) else\n  B.\n",
                Kind::Line,
            ),
            ("Q?\nprogram: p\n1. `a`\n  A.\n2. `b`\n  B.\n", Kind::Order),
        ] {
            assert_eq!(parse(inner).expect(inner)[0].kind, kind);
        }
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        for (inner, line, words) in [
            ("( ) a\n  A.\n(x) b\n  B.\n", 3, "asks nothing"),
            ("Q?\n(x) a\n  A.\n", 3, "needs two options"),
            ("Q?\n( ) a\n  A.\n( ) b\n  B.\n", 3, "no right answer"),
            ("Q?\n(x) a\n  A.\n(x) b\n  B.\n", 3, "has 2 right answers"),
            ("Q?\n(x) a\n  A.\n( ) b\n", 7, "has no explanation"),
            ("Q?\n(x) a\n  A.\n( ) a\n  B.\n", 7, "stands here twice"),
            ("Q?\n(x) a\n  A.\n[ ] b\n  B.\n", 7, "of another kind"),
            ("Q?\n(x) a\nA.\n( ) b\n  B.\n", 6, "neither an option nor"),
            (
                "Q?\nprogramm: p\n(x) a\n  A.\n( ) b\n  B.\n",
                5,
                "did you mean `program`",
            ),
            (
                "Q?\nprogram: p\n1. `a`\n  A.\n3. `b`\n  B.\n",
                8,
                "do not follow",
            ),
            (
                "Q?\nprogram: p\n1. a\n  A.\n2. b\n  B.\n",
                6,
                "cannot be put in order",
            ),
            ("Q?\n(x) | a\n  A.\n( ) | b\n  B.\n", 3, "names no program"),
            (
                "Q?\nprogram: p\n(x) line 1\n  A.\n( ) line 2\n  B.\n",
                3,
                "go together",
            ),
            (
                "Q?\nprogram: p\nline: move a\n(x) line 1\n  A.\n( ) else\n  B.\n",
                6,
                "did you mean `moves`",
            ),
            (
                "Q?\nprogram: p\nline: refused\n[x] line 1\n  A.\n[ ] else\n  B.\n",
                3,
                "cannot be chosen",
            ),
        ] {
            let error = parse(inner).expect_err(inner);
            assert!(
                error.starts_with(&format!("`src/moves.md:{line}`")) && error.contains(words),
                "{inner}: {error}"
            );
        }
    }

    #[test]
    fn a_quiz_has_a_name_and_a_place_of_its_own() {
        let body = "Q?\n(x) a\n  A.\n( ) b\n  B.\n";
        for (text, line, words) in [
            (format!("```quiz Old\n{body}```\n"), 1, "cannot be the name"),
            (format!("```quiz\n{body}```\n"), 1, "cannot be the name"),
            (
                format!("```quiz a\n{body}```\n\n```quiz a\n{body}```\n"),
                9,
                "is the name of the quiz at line 1",
            ),
            (
                format!("- a\n\n  ```quiz a\n{body}  ```\n"),
                3,
                "inside a list",
            ),
            (format!("```quiz a\n{body}"), 1, "never closed"),
        ] {
            let error = parse_chapter(&text, "moves", Path::new("src/moves.md")).expect_err(&text);
            let error = error.to_string();
            assert!(
                error.starts_with(&format!("`src/moves.md:{line}`")) && error.contains(words),
                "{text}: {error}"
            );
        }
    }
}
