//! Directives: the lines of a chapter that stand for programs.
//!
//! ```text
//! {{#listing assignment: Assigning a `String` moves it.}}
//!
//! {{#forbidden use_after_move predict: The call moved `invoice`.
//! - borrow: Lend it: nothing moves, nothing is copied.
//! - clone: File a copy: one more allocation.
//! }}
//!
//! {{#compare inner_block inner_block/lend: The end of a block gives nothing back.}}
//! ```

use crate::appendix::Appendix;
use crate::cpp::{self, is_inclusion};
use crate::name::{Name, is_word};
use crate::problem::{Problem, did_you_mean, line_at};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use std::ops::Range;
use std::path::Path;

/// One directive of a chapter.
#[derive(Debug)]
pub struct Directive {
    /// What it stands for.
    pub kind: Kind,
    /// The program; of a pair, the first.
    pub name: Name,
    /// The second program of a pair.
    pub partner: Option<Name>,
    /// Whether the page asks before it answers.
    pub predict: bool,
    /// Whether its memory explorer is open at once.
    pub explore: bool,
    /// The claim that the program proves, in Markdown.
    pub caption: String,
    /// Repairs with their captions, in the order of the page.
    pub repairs: Vec<(Name, String)>,
    /// Where it stands in the chapter's text, in bytes.
    pub span: Range<usize>,
    /// Its first line, counted from 1.
    pub line: usize,
}

/// The kinds of directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A program that runs.
    Listing,
    /// A program that rustc rejects.
    Forbidden,
    /// Two programs that differ in a line or two; at most one of them is rejected.
    Compare,
}

const KINDS: [&str; 3] = ["listing", "forbidden", "compare"];
const OPTIONS: [&str; 2] = ["predict", "explore"];

/// Finds the directives of a chapter; `chapter` is its stem, `file` what an error calls it.
///
/// # Errors
/// The first directive that is not written as it must be.
pub fn parse_chapter(text: &str, chapter: &str, file: &Path) -> Result<Vec<Directive>, Problem> {
    let code = code_spans(text);
    let mut directives = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("{{#") {
        let start = from + found;
        from = start + 3;
        let escaped = text[..start].ends_with('\\');
        // mdBook's own `{{#title …}}` is left to it.
        let is_title = text[start..].starts_with("{{#title ");
        if escaped || is_title || code.iter().any(|span| span.contains(&start)) {
            continue;
        }
        // C++ stands in boxes, as Markdown, and is found by `cpp`.
        if is_inclusion(text[from..].split("}}").next().unwrap_or_default()) {
            continue;
        }
        let line = line_at(text.as_bytes(), start);
        let wrong = |what: String, fix: &str| Problem::new(file, what, fix).at(line);
        let length = end_of_directive(&text[start..]).ok_or_else(|| {
            wrong(
                "a directive is never closed".into(),
                "end its last line with `}}`",
            )
        })?;
        let end = start + length;
        let alone = |side: &str| side.trim_matches([' ', '\t', '\r']).is_empty();
        let before = text[..start].rsplit('\n').next().unwrap_or_default();
        if !alone(before) {
            return Err(wrong(
                "a directive stands inside a paragraph".into(),
                "put it on a line of its own, with an empty line before it and after it",
            ));
        }
        // The figure is HTML, which would take the next line for its own.
        let after = text[end..].lines().nth(1).unwrap_or_default().trim();
        if !after.is_empty() && !after.starts_with("```") {
            return Err(wrong(
                "text follows a directive without an empty line".into(),
                "put an empty line behind its `}}`",
            ));
        }
        let inner = &text[start + 3..end - 2];
        // What is made of the whole book is no program's, and filled in later.
        if Appendix::named(inner).is_some() {
            from = end;
            continue;
        }
        let mut directive = parse_directive(inner, chapter).map_err(
            |Complaint {
                 line_below,
                 what,
                 fix,
             }| { Problem::new(file, what, fix).at(line + line_below) },
        )?;
        directive.span = start..end;
        directive.line = line;
        let explored = directives.iter().find(|it: &&Directive| it.explore);
        if let Some(explored) = explored.filter(|_| directive.explore) {
            return Err(wrong(
                format!(
                    "`{}` is explored on line {} already",
                    explored.name, explored.line
                ),
                "leave `explore` to the one listing of the chapter where it teaches most",
            ));
        }
        directives.push(directive);
        from = end;
    }
    Ok(directives)
}

/// What is wrong inside one directive, and how many lines below its first.
struct Complaint {
    line_below: usize,
    what: String,
    fix: String,
}

/// Parses what stands between `{{#` and `}}`.
fn parse_directive(inner: &str, chapter: &str) -> Result<Directive, Complaint> {
    let mut lines = inner.lines();
    let first = lines.next().unwrap_or_default();
    let wrong = |what: String, fix: &str| Complaint {
        line_below: 0,
        what,
        fix: fix.into(),
    };

    let (head, caption) = first.split_once(':').unwrap_or((first, ""));
    let mut words = head.split_whitespace();
    let kind = match words.next().unwrap_or_default() {
        "listing" => Kind::Listing,
        "forbidden" => Kind::Forbidden,
        "compare" => Kind::Compare,
        other if Appendix::named(other).is_some() => {
            return Err(wrong(
                format!("the directive `{other}` takes nothing"),
                &format!("write `{{{{#{other}}}}}` on a line of its own"),
            ));
        }
        other => {
            let appendices = Appendix::ALL.into_iter().map(|(name, _)| name);
            let known = KINDS.into_iter().chain([cpp::WORD]).chain(appendices);
            let near = did_you_mean(other, known);
            return Err(wrong(
                format!("there is no directive `{other}`{near}"),
                "write `{{#listing NAME: CAPTION}}`, `{{#forbidden NAME: CAPTION}}` or \
                 `{{#compare NAME NAME: CAPTION}}`",
            ));
        }
    };
    let mut program = || {
        let word = words.next().unwrap_or_default();
        // A repair is named with the program that it repairs; only a pair may begin with one.
        let parts = if kind == Kind::Compare { 2 } else { 1 };
        if word.split('/').count() > parts || !word.split('/').all(is_word) {
            return Err(wrong(
                format!("`{word}` cannot be the name of a program"),
                "write the file's stem, without chapter and extension: `{{#listing assignment: …}}`",
            ));
        }
        format!("{chapter}/{word}")
            .parse::<Name>()
            .map_err(|why| wrong(why, "rename the chapter"))
    };
    let name = program()?;
    let partner = match kind {
        Kind::Compare => Some(program()?),
        Kind::Listing | Kind::Forbidden => None,
    };
    let (mut predict, mut explore) = (false, false);
    for option in words {
        if kind == Kind::Compare {
            return Err(wrong(
                format!("a pair has no option `{option}`"),
                "name two programs before the colon; a pair always asks before it answers",
            ));
        }
        if !OPTIONS.contains(&option) {
            let near = did_you_mean(option, OPTIONS);
            return Err(wrong(
                format!("a directive has no option `{option}`{near}"),
                "the options are `predict` and `explore`, between the name and the colon",
            ));
        }
        if option == "explore" && kind == Kind::Forbidden {
            return Err(wrong(
                format!("`{name}` is rejected, so it has no run to explore"),
                "take `explore` out, or give it to a listing",
            ));
        }
        predict |= option == "predict";
        explore |= option == "explore";
    }
    let caption = caption.trim().to_owned();
    if caption.is_empty() {
        return Err(wrong(
            format!("`{name}` has no caption"),
            "say after a colon, on the same line, what the program proves: `{{#listing NAME: CAPTION}}`",
        ));
    }
    let mut repairs = Vec::new();
    for (place, line) in lines
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let wrong = |what: String, fix: &str| Complaint {
            line_below: place + 1,
            what,
            fix: fix.into(),
        };
        if kind == Kind::Listing {
            return Err(wrong(
                "a listing has one line".into(),
                "join the lines; repairs belong to `{{#forbidden …}}`",
            ));
        }
        let (repair, caption) = line
            .trim()
            .strip_prefix("- ")
            .and_then(|line| line.split_once(':'))
            .filter(|(_, caption)| !caption.trim().is_empty())
            .ok_or_else(|| {
                wrong(
                    format!("`{}` is not a repair with its caption", line.trim()),
                    "write one line a repair: `- NAME: CAPTION`",
                )
            })?;
        let repair = match (kind, repair.trim()) {
            // In a pair, either program can be the one that is repaired.
            (Kind::Compare, repair) if repair.contains('/') => {
                format!("{chapter}/{repair}").parse()
            }
            (_, repair) => name.join(repair),
        };
        let repair = repair.map_err(|why| wrong(why, "correct the name"))?;
        repairs.push((repair, caption.trim().to_owned()));
    }
    Ok(Directive {
        kind,
        name,
        partner,
        predict,
        explore,
        caption,
        repairs,
        span: 0..0,
        line: 0,
    })
}

/// The length of the directive that `text` begins with: to the first `}}` that ends a line.
fn end_of_directive(text: &str) -> Option<usize> {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        // An empty line ends the paragraph, and with it any directive that forgot its end.
        if length > 0 && line.trim().is_empty() {
            return None;
        }
        let trimmed = line.trim_end();
        if trimmed.ends_with("}}") {
            return Some(length + trimmed.len());
        }
        length += line.len();
    }
    None
}

/// Code blocks and inline code, where a directive is only being talked about. The block of an
/// admonition is no code.
pub(crate) fn code_spans(text: &str) -> Vec<Range<usize>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .into_offset_iter()
        .filter(|(event, _)| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                !info.starts_with("admonish")
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) | Event::Code(_) => true,
            _ => false,
        })
        .map(|(_, span)| span)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<Directive>, String> {
        parse_chapter(text, "moves", Path::new("src/moves.md"))
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn a_listing_has_a_name_and_a_caption() {
        let text = "# Moves\n\n{{#listing assignment: It moves: `a` to `b`.}}\n";
        let directives = parse(text).expect("directives");
        let [listing] = &directives[..] else {
            panic!("{directives:?}")
        };
        assert_eq!(listing.kind, Kind::Listing);
        assert_eq!(listing.name.as_str(), "moves/assignment");
        assert_eq!(listing.caption, "It moves: `a` to `b`.");
        assert_eq!(listing.line, 3);
        assert!(!listing.predict && !listing.explore);
        assert!(text[listing.span.clone()].ends_with("}}"));
    }

    #[test]
    fn a_forbidden_program_lists_its_repairs_in_order() {
        let text = "{{#forbidden use predict: No.\n- lend: Lend it.\n- clone: Copy it: dear.\n}}";
        let directives = parse(text).expect("directives");
        let repairs: Vec<_> = directives[0]
            .repairs
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert!(directives[0].predict);
        assert_eq!(repairs, ["moves/use/lend", "moves/use/clone"]);
        assert_eq!(directives[0].repairs[1].1, "Copy it: dear.");
    }

    #[test]
    fn a_pair_names_two_programs_and_repairs_of_either() {
        let text = "{{#compare use use/lend: No.\n- clone: Copy it.\n- other/order: First.\n}}";
        let directives = parse(text).expect("directives");
        let pair = &directives[0];
        let partner = pair.partner.as_ref().expect("a partner");
        assert_eq!(
            (pair.kind, partner.as_str()),
            (Kind::Compare, "moves/use/lend")
        );
        let repairs = pair.repairs.iter().map(|(name, _)| name.as_str());
        assert_eq!(
            repairs.collect::<Vec<_>>(),
            ["moves/use/clone", "moves/other/order"]
        );
    }

    #[test]
    fn options_stand_in_any_order() {
        let directives = parse("{{#listing a explore predict: b}}").expect("directives");
        assert!(directives[0].predict && directives[0].explore);
    }

    #[test]
    fn a_directive_that_is_talked_about_is_left_alone() {
        let text = "Write `{{#listing a: b}}`:\n\n```text\n{{#listing a: b}}\n```\n\n\\{{#listing a: b}}\n";
        assert!(parse(text).expect("no directives").is_empty());
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        for (text, line, words) in [
            ("\n{{#listin a: b}}", 2, "did you mean `listing`"),
            ("{{#listing a}}", 1, "has no caption"),
            ("{{#listing a predikt: b}}", 1, "did you mean `predict`"),
            ("{{#forbidden a explore: b\n}}", 1, "no run to explore"),
            (
                "{{#listing a explore: b}}\n\n{{#listing c explore: d}}",
                3,
                "`moves/a` is explored on line 1 already",
            ),
            ("{{#listing A: b}}", 1, "cannot be the name"),
            ("{{#listing a: b", 1, "never closed"),
            ("{{#listing a: b\n\n}}", 1, "never closed"),
            ("see {{#listing a: b}}", 1, "inside a paragraph"),
            ("{{#listing a: b}}\nsee", 1, "without an empty line"),
            ("{{#listing a: b\nc}}", 1 + 1, "has one line"),
            ("{{#forbidden a: b\nlend it\n}}", 2, "not a repair"),
            ("{{#forbidden a: b\n- lend:\n}}", 2, "not a repair"),
            ("{{#listing a/b: c}}", 1, "cannot be the name"),
            ("{{#compare a: b}}", 1, "cannot be the name"),
            ("{{#compare a b predict: c}}", 1, "has no option `predict`"),
            ("{{#include a.rs}}", 1, "no directive `include`"),
            ("{{#claim}}", 1, "did you mean `claims`"),
            ("{{#claims all}}", 1, "takes nothing"),
            ("{{#claims: All.}}", 1, "takes nothing"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(
                error.starts_with(&format!("`src/moves.md:{line}`")) && error.contains(words),
                "{text}: {error}"
            );
        }
    }
}
