//! The reasons and dangers that a reader chooses from who predicts that a program is refused.
//!
//! A program that compiles is offered the same: reasons around a code that rustc could have given.
//! So the choices tell nothing about the verdict.

use super::shuffle::shuffled;
use crate::directive::Own;
use crate::error_codes::ErrorCode;
use crate::name::Name;
use std::collections::BTreeMap;

/// How many wrong choices stand beside the right one.
const WRONG: usize = 3;

/// Codes whose reasons are mixed up, and further ones that are taken for them. The reasons of the
/// others in its row are offered beside that of a code.
const NEAR: [(&[&str], &[&str]); 12] = [
    (&["E0382", "E0381"], &["E0384", "E0505", "E0507", "E0308"]),
    (
        &["E0505", "E0507", "E0508", "E0509"],
        &["E0382", "E0506", "E0502"],
    ),
    (
        &["E0499", "E0502", "E0503", "E0506"],
        &["E0505", "E0382", "E0596"],
    ),
    (&["E0384", "E0594", "E0596"], &["E0502", "E0506", "E0382"]),
    (
        &["E0500", "E0501", "E0510", "E0524", "E0373", "E0525"],
        &["E0502", "E0382"],
    ),
    (
        &["E0597", "E0515", "E0716", "E0713"],
        &["E0505", "E0382", "E0502"],
    ),
    (
        &["E0106", "E0621", "E0521", "E0309", "E0310"],
        &["E0515", "E0597"],
    ),
    (&["E0308", "E0277", "E0599", "E0614"], &["E0382", "E0507"]),
    (&["E0204", "E0184", "E0120", "E0117"], &["E0382", "E0599"]),
    (
        &["E0072", "E0733", "E0161", "E0038", "E0746"],
        &["E0308", "E0382"],
    ),
    (
        &["E0040", "E0366", "E0367", "E0493", "E0740"],
        &["E0382", "E0509"],
    ),
    (&["E0015", "E0133"], &["E0308", "E0382", "E0599"]),
];

/// Codes with dangers that are of different kinds. Most rules prevent a use of freed memory, so a
/// near code's danger could be right as well.
const DANGERS: [&str; 5] = ["E0384", "E0308", "E0381", "E0161", "E0382"];

/// What a reader is offered, in the order of the page, each with whether it is right should the
/// program be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Answers to "why?".
    pub reasons: Vec<Choice>,
    /// Answers to "what could go wrong?".
    pub dangers: Vec<Choice>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its words, in Markdown.
    pub words: String,
    /// Whether it is that of the code.
    pub is_right: bool,
}

/// The code that a program which compiles could have been refused with: one of those of its chapter,
/// in the proportion in which they occur there.
pub fn pretended<'a>(name: &Name, codes: &'a [String]) -> &'a str {
    let mut mixed = shuffled(codes, name.as_str()).into_iter();
    mixed.next().map_or("E0382", |code| code)
}

/// The choices for a program that is refused with `code`, or could be; `codes` explains all, and the
/// author's `own` words stand for those of the code.
pub fn choices(name: &Name, code: &str, own: &Own, codes: &BTreeMap<String, ErrorCode>) -> Choices {
    let near = shuffled(near(code), &format!("{name} near"));
    let dangers = shuffled(DANGERS, &format!("{name} far"));
    Choices {
        reasons: pick(name, code, own.why.as_ref(), &near, codes, |it| &it.reason),
        dangers: pick(name, code, own.danger.as_ref(), &dangers, codes, |it| {
            &it.danger
        }),
    }
}

/// The codes that are taken for this one.
fn near(code: &str) -> Vec<&'static str> {
    let row = NEAR.iter().find(|(home, _)| home.contains(&code));
    let (home, further) = row.unwrap_or(&NEAR[0]);
    let others = home.iter().chain(*further).copied();
    others.filter(|other| *other != code).collect()
}

/// The words of the code and of the first few others that say something else.
fn pick(
    name: &Name,
    code: &str,
    own: Option<&String>,
    others: &[&str],
    codes: &BTreeMap<String, ErrorCode>,
    words: fn(&ErrorCode) -> &String,
) -> Vec<Choice> {
    let right = own.or_else(|| codes.get(code).map(words));
    let mut offered: Vec<&String> = right.into_iter().collect();
    let right = offered.len();
    for other in others
        .iter()
        .filter(|other| **other != code)
        .filter_map(|other| codes.get(*other))
        .map(words)
    {
        if offered.len() < right + WRONG && offered.iter().all(|it| !are_alike(it, other)) {
            offered.push(other);
        }
    }
    let choices = offered
        .into_iter()
        .enumerate()
        .map(|(place, words)| Choice {
            words: words.clone(),
            is_right: place < right,
        });
    shuffled(choices, name.as_str())
}

/// Whether a reader could not tell which of the two is meant.
fn are_alike(one: &str, other: &str) -> bool {
    let both_free = one.contains("freed") && other.contains("freed");
    both_free || strsim::normalized_levenshtein(one, other) > 0.6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_codes::all;

    fn of(name: &str, code: &str) -> Choices {
        let name: Name = name.parse().expect("a name");
        choices(&name, code, &Own::default(), all().expect("codes"))
    }

    #[test]
    fn every_code_has_a_right_choice_among_four() {
        for code in all().expect("codes").keys() {
            assert!(
                NEAR.iter().any(|(home, _)| home.contains(&&**code)),
                "{code} has no row"
            );
            for seed in 0..20 {
                let choices = of(&format!("moves/program_{seed}"), code);
                for offered in [&choices.reasons, &choices.dangers] {
                    let right = offered.iter().filter(|it| it.is_right).count();
                    assert_eq!((offered.len(), right), (4, 1), "{code}: {offered:#?}");
                }
            }
        }
    }

    #[test]
    fn an_authors_own_words_are_the_right_choice() {
        let own = Own {
            why: Some("The printer has it.".into()),
            danger: None,
        };
        let name: Name = "moves/a".parse().expect("a name");
        let codes = all().expect("codes");
        let choices = choices(&name, "E0382", &own, codes);
        let right: Vec<&Choice> = choices.reasons.iter().filter(|it| it.is_right).collect();
        assert_eq!((right.len(), &*right[0].words), (1, "The printer has it."));
        let general = &codes["E0382"].reason;
        assert!(choices.reasons.iter().all(|it| it.words != *general));
        assert_eq!(choices.dangers, of("moves/a", "E0382").dangers);
    }

    #[test]
    fn every_code_of_the_table_is_explained() {
        let codes = all().expect("codes");
        let named = NEAR
            .iter()
            .flat_map(|(home, further)| home.iter().chain(*further));
        for code in named.chain(&DANGERS) {
            assert!(codes.contains_key(*code), "{code}");
        }
    }

    #[test]
    fn the_place_of_the_right_choice_tells_nothing() {
        let mut places = [0; 4];
        for seed in 0..200 {
            let reasons = of(&format!("moves/program_{seed}"), "E0382").reasons;
            places[reasons.iter().position(|it| it.is_right).expect("one")] += 1;
        }
        assert!(places.iter().all(|count| *count > 30), "{places:?}");
    }
}
