//! Reading one line of a quiz: the mark in front of an option, and what the option says.

use super::{Claim, Kind, Says};
use crate::problem::did_you_mean;

/// The mark in front of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The way to answer that it belongs to.
    pub kind: Kind,
    /// Whether the option is right.
    pub right: bool,
    /// The number of an option that is to be put in order.
    pub number: Option<usize>,
}

/// Splits `(x) text` into its mark and the text behind.
pub fn mark(line: &str) -> Option<(Mark, &str)> {
    let of = |kind, right| Mark {
        kind,
        right,
        number: None,
    };
    for (sign, mark) in [
        ("( )", of(Kind::One, false)),
        ("(x)", of(Kind::One, true)),
        ("[ ]", of(Kind::Several, false)),
        ("[x]", of(Kind::Several, true)),
    ] {
        if let Some(text) = line.strip_prefix(sign) {
            return Some((mark, text.trim()));
        }
    }
    let (number, text) = line.split_once(". ")?;
    let mark = Mark {
        kind: Kind::Order,
        right: true,
        number: Some(number.parse().ok()?),
    };
    Some((mark, text.trim()))
}

/// What an option says; `kind` is that of its mark.
pub fn says(text: &str, kind: Kind) -> Says {
    if let Some(printed) = printed(text) {
        return Says::Output(format!("{printed}\n"));
    }
    if kind == Kind::Order
        && let Some(variable) = code(text)
    {
        return Says::Drop(variable.to_owned());
    }
    if let Some(number) = text.strip_prefix("line ")
        && let Ok(number) = number.parse()
    {
        return Says::Line(number);
    }
    if text == "else" {
        return Says::Else;
    }
    for (words, compiles) in [(" compiles", true), (" is refused", false)] {
        if let Some(program) = text.strip_suffix(words).and_then(code) {
            return Says::Verdict {
                program: program.to_owned(),
                compiles,
            };
        }
    }
    Says::Prose(text.to_owned())
}

/// The rest of a line of output, `| text`.
pub fn printed(text: &str) -> Option<&str> {
    let printed = text.strip_prefix('|')?;
    Some(printed.strip_prefix(' ').unwrap_or(printed))
}

/// What is asked of a line, as `line: moves invoice` says it; else why it is none.
pub fn claim(text: &str) -> Result<Claim, String> {
    const VERBS: [&str; 4] = ["refused", "moves", "drops", "frees"];
    let (verb, variable) = text.split_once(' ').unwrap_or((text, ""));
    let variable = variable.trim().to_owned();
    match (verb, variable.is_empty()) {
        ("refused", true) => Ok(Claim::Refused),
        ("moves", false) => Ok(Claim::Moves(variable)),
        ("drops", false) => Ok(Claim::Drops(variable)),
        ("frees", false) => Ok(Claim::Frees(variable)),
        _ if VERBS.contains(&verb) => {
            Err(format!("`line: {text}` is not what a line can be asked"))
        }
        _ => {
            let near = did_you_mean(verb, VERBS);
            Err(format!("a line cannot be asked whether it `{verb}`{near}"))
        }
    }
}

/// The text between two backticks, where that is all there is.
fn code(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.contains('`')).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_how_to_answer_and_whether_the_option_is_right() {
        let (one, text) = mark("(x) It moves.").expect("an option");
        assert_eq!((one.kind, one.right, text), (Kind::One, true, "It moves."));
        let (several, _) = mark("[ ] It is copied.").expect("an option");
        assert_eq!((several.kind, several.right), (Kind::Several, false));
        let (order, text) = mark("2. `name`").expect("an option");
        assert_eq!((order.number, text), (Some(2), "`name`"));
        assert_eq!(mark("It moves."), None);
        assert_eq!(mark("In 1.5 seconds."), None);
    }

    #[test]
    fn what_can_be_checked_is_told_from_prose() {
        let verdict = |compiles| Says::Verdict {
            program: "branch".into(),
            compiles,
        };
        for (text, kind, wanted) in [
            ("| filed", Kind::One, Says::Output("filed\n".into())),
            ("|", Kind::One, Says::Output("\n".into())),
            ("line 12", Kind::One, Says::Line(12)),
            ("else", Kind::One, Says::Else),
            ("`branch` compiles", Kind::Several, verdict(true)),
            ("`branch` is refused", Kind::Several, verdict(false)),
            ("`name`", Kind::Order, Says::Drop("name".into())),
            ("`name`", Kind::One, Says::Prose("`name`".into())),
            ("line up", Kind::One, Says::Prose("line up".into())),
        ] {
            assert_eq!(says(text, kind), wanted, "{text}");
        }
    }

    #[test]
    fn a_line_is_asked_one_of_four_things() {
        assert_eq!(claim("refused"), Ok(Claim::Refused));
        assert_eq!(claim("moves note"), Ok(Claim::Moves("note".into())));
        for (text, words) in [
            ("move note", "did you mean `moves`"),
            ("moves", "is not what"),
            ("refused note", "is not what"),
        ] {
            let error = claim(text).expect_err(text);
            assert!(error.contains(words), "{error}");
        }
    }
}
