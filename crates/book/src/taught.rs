//! What a chapter uses before the book has taught it: terms in its words, features in its programs.
//!
//! Only numbered chapters are looked at. The pages before them show what is to come, and whoever reads
//! an appendix has read the chapters. Asides for those who know C++, and for teachers, are left out,
//! as are folded lines of programs and twins in raw pointers.

use crate::chapters::Chapter;
use crate::features::{self, Feature};
use crate::glossary::{self, Term};
use crate::name::Name;
use crate::preprocess;
use crate::problem::{Problem, line_at};
use crate::program::Program;
use crate::project::{Programs, Project};
use crate::prose::{self, Part};
use std::path::Path;

/// Every term that a chapter uses before the chapter that introduces it.
///
/// # Errors
/// When a quiz is not written as it must be.
pub fn terms_too_early(chapters: &[Chapter], terms: &[Term]) -> Result<Vec<Problem>, Problem> {
    let mut problems = Vec::new();
    for (place, chapter) in chapters.iter().enumerate().filter(|(_, it)| it.is_numbered) {
        let later = |term: &Term| {
            let own = chapters.iter().position(|it| it.stem == term.chapter);
            own.is_some_and(|own| own > place)
        };
        for piece in prose::pieces(chapter)? {
            let is_aside = matches!(&piece.part, Part::Box(kind) if prose::is_aside(kind));
            if piece.is_code || is_aside {
                continue;
            }
            for (span, term) in preprocess::terms_in(&chapter.text, piece.span, terms) {
                let term = &terms[term];
                if later(term) {
                    let line = line_at(chapter.text.as_bytes(), span.start);
                    problems.push(used_too_early(chapter, &chapter.text[span], term).at(line));
                }
            }
        }
    }
    Ok(problems)
}

fn used_too_early(chapter: &Chapter, words: &str, term: &Term) -> Problem {
    let what = format!(
        "“{words}” is a form of the term `{}`, which `src/{}.md` introduces later",
        term.name, term.chapter
    );
    let fix = format!(
        "say it in other words, or introduce the term here (`*{}*`, and its chapter in `{}`), or, if \
         it is an ordinary word, take the form out of `{}:{}`",
        term.name,
        glossary::FILE,
        glossary::FILE,
        term.line
    );
    Problem::new(&chapter.file, what, fix)
}

/// Every feature that a program of a chapter shows before the chapter that introduces it.
///
/// # Errors
/// When a program cannot be read.
pub fn features_too_early(
    project: &Project,
    programs: &Programs,
    chapters: &[Chapter],
    features: &[Feature],
) -> Result<Vec<Problem>, Problem> {
    let place = |stem: &str| chapters.iter().position(|it| it.stem == stem);
    let mut problems = Vec::new();
    for name in programs.names().filter(|name| !name.is_what_if()) {
        let Some(own) = place(name.chapter()).filter(|own| chapters[*own].is_numbered) else {
            continue;
        };
        let file = match programs.forbidden.contains_key(name) {
            true => Project::forbidden_file(name),
            false => Project::listing_file(name),
        };
        let visible = visible(&project.program(&file)?);
        for feature in features {
            if place(&feature.chapter).is_none_or(|introduced| introduced <= own) {
                continue;
            }
            for code in &feature.code {
                if let Some(at) = features::find(code, &visible) {
                    let line = line_at(visible.as_bytes(), at);
                    problems.push(shown_too_early(&file, name, code, feature).at(line));
                }
            }
        }
    }
    Ok(problems)
}

fn shown_too_early(file: &Path, name: &Name, code: &str, feature: &Feature) -> Problem {
    let what = format!(
        "`{name}` shows `{code}` ({}), which `src/{}.md` introduces later",
        feature.name, feature.chapter
    );
    let fix = format!(
        "write it without, fold the lines that need it (`//~ fold`), or introduce the feature in \
         `src/{}.md` and say so in `{}/features.toml`",
        name.chapter(),
        crate::data::FOLDER
    );
    Problem::new(file, what, fix)
}

/// A program's text with its folded lines empty, so that lines keep their numbers.
fn visible(program: &Program) -> String {
    let lines = program.source.lines().enumerate();
    lines
        .map(|(place, line)| {
            let is_folded = program.folds.iter().any(|fold| fold.contains(&place));
            format!("{}\n", if is_folded { "" } else { line })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn chapter(stem: &str, text: &str) -> Chapter {
        Chapter {
            title: stem.into(),
            file: PathBuf::from(format!("src/{stem}.md")),
            stem: stem.into(),
            text: text.into(),
            directives: Vec::new(),
            is_numbered: stem != "front",
        }
    }

    #[test]
    fn a_term_is_not_used_before_its_chapter() {
        let chapters = [
            chapter("front", "A handle."),
            chapter(
                "owners",
                "An *owner*.\n\nTwo `handle` handles.\n\n```admonish cpp\nA handle.\n```\n",
            ),
            chapter("moves", "A *handle* of an owner."),
        ];
        let glossary =
            "handle (handles)\n: A part. [M](moves.md)\n\nowner\n: A place. [O](owners.md)\n";
        let terms = glossary::parse(glossary, &chapters).expect("terms");
        let problems = terms_too_early(&chapters, &terms).expect("problems");
        let [problem] = &problems[..] else {
            panic!("{problems:?}")
        };
        assert_eq!(
            problem.to_string(),
            "`src/owners.md:3`: “handles” is a form of the term `handle`, which `src/moves.md` \
             introduces later; say it in other words, or introduce the term here (`*handle*`, and \
             its chapter in `src/glossary.md`), or, if it is an ordinary word, take the form out of \
             `src/glossary.md:1`"
        );
    }

    #[test]
    fn folded_lines_are_not_visible_and_keep_their_numbers() {
        let text = "fn main() {}\n//~ fold\nstruct S;\n//~ end\nfn f() {}\n";
        let program = Program::parse(text, Path::new("p.rs")).expect("a program");
        assert_eq!(visible(&program), "fn main() {}\n\n\n\nfn f() {}\n");
    }
}
