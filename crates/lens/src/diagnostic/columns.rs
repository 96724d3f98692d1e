//! The columns in which rustc shows a line.
//!
//! A tab takes four columns, some letters two, and what cannot be shown is replaced, so a column
//! leads to a byte only through the line itself.

use unicode_width::UnicodeWidthChar;

/// One line of the compiled text as rustc shows it.
pub(super) struct ShownLine<'t> {
    /// The byte of the text at which the line begins.
    start: usize,
    line: &'t str,
    /// The letters that are shown.
    pub letters: Vec<char>,
    /// For each letter of the line its first column.
    columns: Vec<usize>,
    /// The column after the last letter.
    end: usize,
}

impl<'t> ShownLine<'t> {
    pub fn new(start: usize, line: &'t str) -> ShownLine<'t> {
        let mut shown = ShownLine {
            start,
            line,
            letters: Vec::new(),
            columns: Vec::new(),
            end: 0,
        };
        for letter in line.chars() {
            shown.columns.push(shown.end);
            let width = match letter {
                '\t' => {
                    shown.letters.extend([' '; 4]);
                    4
                }
                '\u{200d}' => 0,
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    shown.letters.push('\u{fffd}');
                    1
                }
                '\0'..='\u{1f}' => {
                    let symbol = char::from_u32(0x2400 + u32::from(letter));
                    shown.letters.extend(symbol);
                    1
                }
                '\u{7f}' => {
                    shown.letters.push('\u{2421}');
                    1
                }
                other => {
                    shown.letters.push(other);
                    other.width().unwrap_or(1)
                }
            };
            shown.end += width;
        }
        while shown.letters.last().is_some_and(|it| it.is_whitespace()) {
            shown.letters.pop();
        }
        shown
    }

    /// The byte of the text that is shown at `column`; the line's end beyond.
    pub fn byte(&self, column: usize) -> usize {
        if column >= self.end {
            return self.start + self.line.len();
        }
        let number = self.columns.partition_point(|it| *it <= column);
        let letters = self.line.char_indices();
        let mut from = letters.skip(number.saturating_sub(1));
        self.start + from.next().map_or(0, |(byte, _)| byte)
    }

    /// The byte after the letter that is shown at `column`.
    pub fn byte_after(&self, column: usize) -> usize {
        let byte = self.byte(column);
        let rest = &self.line[byte - self.start..];
        byte + rest.chars().next().map_or(0, char::len_utf8)
    }

    /// The byte of the letter with this number, counted from 1, as rustc counts in `-->`.
    pub fn letter(&self, number: usize) -> usize {
        let mut letters = self.line.char_indices().skip(number.saturating_sub(1));
        let byte = letters.next().map_or(self.line.len(), |(byte, _)| byte);
        self.start + byte
    }

    /// The byte of the first letter that is no space.
    pub fn first(&self) -> usize {
        self.start + self.line.len() - self.line.trim_start().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_wide_letters_take_their_columns() {
        let line = "\tß = '\u{4e2d}';";
        let shown = ShownLine::new(100, line);
        assert_eq!(shown.letters.iter().collect::<String>(), "    ß = '中';");
        let at = |column| &line[shown.byte(column) - 100..];
        assert_eq!(at(3), line);
        assert_eq!(at(4), "ß = '中';");
        assert_eq!(at(9), "中';");
        assert_eq!(at(10), "中';");
        assert_eq!(at(11), "';");
        assert_eq!(shown.byte(90), 100 + line.len());
        assert_eq!(shown.byte_after(9), 100 + line.len() - 2);
        assert_eq!(shown.letter(2), 101);
        assert_eq!(shown.first(), 101);
    }
}
