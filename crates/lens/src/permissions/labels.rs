//! What rustc's labels mean.
//!
//! Only how a label begins or ends is compared, never a bare word: a variable can be called
//! `moved_pair`.

/// What a label says of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The value was moved out here.
    Moved,
    /// A part of the value was moved out here.
    PartlyMoved,
    /// It was lent here.
    Lent,
    /// A later use, which keeps a loan alive.
    LaterUse,
    /// What was lent is dropped here.
    Dropped,
    /// Something else.
    Other,
}

/// Reads a label's words.
pub(crate) fn meaning(words: &str) -> Meaning {
    let rest = without_subject(words);
    if rest.starts_with("partially moved") {
        Meaning::PartlyMoved
    } else if rest.starts_with("moved") {
        Meaning::Moved
    } else if rest.starts_with("dropped here while still borrowed")
        || words.starts_with("temporary value is freed at the end of this statement")
    {
        Meaning::Dropped
    } else if rest.contains("later used")
        || rest.contains("later captured")
        || rest.contains("later stored")
        || rest.starts_with("might be used here, when")
    {
        Meaning::LaterUse
    } else if rest.ends_with("occurs here") || rest.ends_with("is borrowed here") {
        Meaning::Lent
    } else {
        Meaning::Other
    }
}

/// The words after what they are about: "value", "borrow", or a place in backticks.
fn without_subject(words: &str) -> &str {
    let rest = match words.strip_prefix('`') {
        Some(quoted) => quoted.split_once('`').map_or("", |(_, rest)| rest),
        None => words
            .strip_prefix("value")
            .or_else(|| words.strip_prefix("borrow "))
            .unwrap_or(words),
    };
    rest.trim_start()
}

/// The place in backticks of "move occurs because `*order` has type …".
pub(super) fn moved_place(words: &str) -> Option<&str> {
    let rest = words
        .strip_prefix("move occurs because `")
        .or_else(|| words.strip_prefix("partial move occurs because `"))?;
    rest.split_once('`').map(|(place, _)| place)
}

/// Whether rustc's `place` is a part of the place `whole`, as `order.dish` and `*order` of `order`.
pub(super) fn is_part(place: &str, whole: &str) -> bool {
    // rustc leaves out dereferences before a field.
    let fields = |text: &str| text.replace(['(', ')', '*'], "");
    let dereferences = |text: &str| text.matches('*').count();
    match fields(place).strip_prefix(&fields(whole)) {
        Some("") => dereferences(place) > dereferences(whole),
        Some(more) => more.starts_with(['.', '[']),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_by_their_beginnings() {
        for (words, expected) in [
            ("value moved here", Meaning::Moved),
            (
                "value moved into closure here, in previous iteration of loop",
                Meaning::Moved,
            ),
            ("`moved_pair` moved due to this method call", Meaning::Moved),
            ("value partially moved here", Meaning::PartlyMoved),
            (
                "`moved_pair` dropped here while still borrowed",
                Meaning::Dropped,
            ),
            (
                "move occurs because `moved` has type `String`",
                Meaning::Other,
            ),
            ("variable moved due to use in closure", Meaning::Other),
            ("value borrowed here after move", Meaning::Other),
            ("immutable borrow occurs here", Meaning::Lent),
            ("`name` is borrowed here", Meaning::Lent),
            ("first borrow later used by call", Meaning::LaterUse),
            ("borrow later captured here by closure", Meaning::LaterUse),
        ] {
            assert_eq!(meaning(words), expected, "{words}");
        }
        assert_eq!(
            moved_place("move occurs because `*b` has type `T`"),
            Some("*b")
        );
    }

    #[test]
    fn a_part_is_told_from_a_whole() {
        for (place, whole) in [
            ("p.name", "p"),
            ("*b", "b"),
            ("*p.b", "p.b"),
            ("p.a.b", "p.a"),
        ] {
            assert!(is_part(place, whole), "{place} of {whole}");
            assert!(!is_part(whole, place), "{whole} of {place}");
        }
        assert!(is_part("list[..]", "list") && is_part("r.x", "(*r)"));
        assert!(!is_part("p.name", "p.name") && !is_part("pair", "p") && !is_part("r.x", "(*r).x"));
    }
}
