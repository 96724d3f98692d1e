//! Puts text into a program, and finds its way back from the result.
//!
//! Formatting a program anew would drop comments and move lines. Instead text is put in at byte
//! positions, and each byte of the result is known to be original or put in, and by which edit.

use std::ops::Range;

/// Edits of one text, in any order.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    edits: Vec<Edit>,
}

#[derive(Clone, Debug)]
struct Edit {
    /// Original bytes that are replaced; empty for an insertion.
    range: Range<usize>,
    text: String,
}

/// What a byte of the result was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This byte of the original.
    Original(usize),
    /// Text that this edit put in; the number that adding the edit returned.
    Inserted(usize),
}

/// The result of applying edits.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// Where each piece of the new text begins, in order, and what its first byte was made of.
    pieces: Vec<(usize, Origin)>,
}

impl Edits {
    /// Puts `text` in before the byte at `place`; several at one place keep the order in which they
    /// were added. Returns the edit's number.
    pub fn insert(&mut self, place: usize, text: impl Into<String>) -> usize {
        self.replace(place..place, text)
    }

    /// Puts `text` in the place of original bytes. Replaced ranges must not overlap. Returns the
    /// edit's number.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) -> usize {
        let text = text.into();
        self.edits.push(Edit { range, text });
        self.edits.len() - 1
    }

    /// Applies all edits to the part `range` of `original`; edits outside of it are left out.
    pub fn apply(&self, original: &str, range: Range<usize>) -> Edited {
        let mut order: Vec<usize> = (0..self.edits.len())
            .filter(|number| {
                let edit = &self.edits[*number].range;
                range.start <= edit.start && edit.end <= range.end
            })
            .collect();
        // An insertion at the start of a replaced range comes before what replaces it.
        order.sort_by_key(|number| {
            let edit = &self.edits[*number].range;
            (edit.start, edit.end, *number)
        });
        let mut edited = Edited {
            text: String::new(),
            pieces: Vec::new(),
        };
        let mut from = range.start;
        for number in order {
            let edit = &self.edits[number];
            edited.push(
                &original[from..edit.range.start.max(from)],
                Origin::Original(from),
            );
            edited.push(&edit.text, Origin::Inserted(number));
            from = edit.range.end.max(from);
        }
        edited.push(&original[from..range.end], Origin::Original(from));
        edited
    }
}

impl Edited {
    fn push(&mut self, text: &str, origin: Origin) {
        if !text.is_empty() {
            self.pieces.push((self.text.len(), origin));
            self.text.push_str(text);
        }
    }

    /// The original byte that the one at `place` of the new text was made of, or that follows on what
    /// was put in there.
    pub fn original(&self, place: usize) -> Option<usize> {
        match self.origin(place)? {
            Origin::Original(byte) => Some(byte),
            Origin::Inserted(_) => {
                let after = self.pieces.partition_point(|(start, _)| *start <= place);
                let before = self.pieces[..after].iter().enumerate().rev();
                let ends = before.filter_map(|(piece, (start, origin))| match origin {
                    Origin::Original(byte) => {
                        let end = self
                            .pieces
                            .get(piece + 1)
                            .map_or(self.text.len(), |it| it.0);
                        Some(byte + end - start)
                    }
                    Origin::Inserted(_) => None,
                });
                ends.take(1).next()
            }
        }
    }

    /// What the byte at `place` of the new text was made of.
    pub fn origin(&self, place: usize) -> Option<Origin> {
        let after = self.pieces.partition_point(|(start, _)| *start <= place);
        let (start, origin) = *self.pieces.get(after.checked_sub(1)?)?;
        (place < self.text.len()).then(|| match origin {
            Origin::Original(byte) => Origin::Original(byte + place - start),
            inserted => inserted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_where_it_came_from() {
        let original = "let a = b;";
        let mut edits = Edits::default();
        let probe = edits.insert(10, " probe(&a);");
        let mutable = edits.insert(4, "mut ");
        let blank = edits.replace(8..9, "_");
        let edited = edits.apply(original, 0..original.len());
        assert_eq!(edited.text, "let mut a = _; probe(&a);");

        let at = |word: &str| edited.origin(edited.text.find(word).expect(word));
        assert_eq!(at("a ="), Some(Origin::Original(4)));
        assert_eq!(at("mut"), Some(Origin::Inserted(mutable)));
        assert_eq!(at("_"), Some(Origin::Inserted(blank)));
        assert_eq!(at(";"), Some(Origin::Original(9)));
        assert_eq!(at("probe"), Some(Origin::Inserted(probe)));
        assert_eq!(edited.origin(edited.text.len()), None);

        let original = |word: &str| edited.original(edited.text.find(word).expect(word));
        assert_eq!(original("a ="), Some(4));
        assert_eq!(original("mut"), Some(4));
        assert_eq!(original("_"), Some(8));
        assert_eq!(edited.original(edited.text.len()), None);
    }

    #[test]
    fn insertions_at_one_place_keep_their_order() {
        let mut edits = Edits::default();
        edits.insert(1, "1");
        edits.insert(1, "2");
        edits.insert(0, "0");
        assert_eq!(edits.apply("ab", 0..2).text, "0a12b");
        // A part of the text takes only its own edits.
        assert_eq!(edits.apply("ab", 1..2).text, "12b");
    }
}
