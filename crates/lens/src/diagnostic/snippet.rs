//! The labels under a snippet.
//!
//! ```text
//! 7 |       let all = both(&first, &second);
//!   |                 ---- ^^^^^^  ------- a label beside the last mark
//!   |                 |    |
//!   |                 |    a label that hangs
//!   |                 another
//! ```
//!
//! A place of several lines is drawn along the left, from `/` or `____^` to `|____^`.
//! Marks of nested places lie over each other, the smallest on top, and what is covered has to be
//! inferred: a place begins where its label hangs, and goes on behind what it holds.

use super::Label;
use super::columns::ShownLine;
use super::rendered::Lines;
use std::collections::BTreeMap;

/// One row of a snippet, without its gutter.
pub(super) enum Row {
    /// A line of the text, by its number.
    Source(usize, Vec<char>),
    /// Marks and labels under a line.
    Under(Vec<char>),
    /// Lines were left out.
    Gap,
}

impl Row {
    /// Reads a row whose bar stands after `gutter` letters and a space.
    pub fn read(row: &str, gutter: usize) -> Option<Row> {
        if row.starts_with("...") {
            return Some(Row::Gap);
        }
        let number = row.get(..gutter)?.trim();
        let rest: Vec<char> = row.get(gutter + 2..)?.chars().collect();
        let bar = row.get(gutter..gutter + 2)?;
        match (number.parse(), bar) {
            (Ok(number), " |") => Some(Row::Source(number, rest)),
            (Err(_), " |") if number.is_empty() => Some(Row::Under(rest)),
            _ => None,
        }
    }
}

/// The labels of a snippet as places of the text. `primary` is the line and the byte at which the
/// error itself begins.
pub(super) fn labels(rows: &[Row], primary: Option<(usize, usize)>, lines: &Lines) -> Vec<Label> {
    let depth = depth(rows, lines);
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let mut rows = rows.iter().peekable();
    while let Some(row) = rows.next() {
        let Row::Source(number, shown) = row else {
            continue;
        };
        let mut under: Vec<&[char]> = Vec::new();
        while let Some(Row::Under(row)) = rows.peek() {
            under.push(row);
            rows.next();
        }
        let Some(line) = lines.get(*number) else {
            continue;
        };
        for (place, _) in shown
            .iter()
            .enumerate()
            .take(depth + 1)
            .filter(|it| *it.1 == '/')
        {
            open.insert(place, line.first());
        }
        let Some(shift) = shift(shown, depth, &line) else {
            continue;
        };
        let block = Block {
            line: &line,
            text: lines.text(),
            code: code(depth),
            shift,
            primary: primary.filter(|(at, _)| at == number).map(|(_, byte)| byte),
        };
        block.read(&under, &mut open, &mut found);
    }
    found
}

/// The column at which code begins.
fn code(depth: usize) -> usize {
    if depth == 0 { 1 } else { depth + 2 }
}

/// How many places of several lines are drawn beside each other at most: that for which most lines
/// are where they should be.
fn depth(rows: &[Row], lines: &Lines) -> usize {
    let fits = |depth: &usize| {
        let sources = rows.iter().filter(|row| match row {
            Row::Source(number, shown) => lines
                .get(*number)
                .is_some_and(|line| shift(shown, *depth, &line) == Some(0)),
            _ => false,
        });
        sources.count()
    };
    (0..8).rev().max_by_key(fits).unwrap_or(0)
}

/// By how many columns a line is moved to the left, where rustc cut its beginning.
fn shift(shown: &[char], depth: usize, line: &ShownLine) -> Option<isize> {
    let code = shown.get(code(depth)..).unwrap_or_default();
    let beside = shown.get(..code_or_end(depth, shown)).unwrap_or_default();
    if beside.iter().any(|it| !matches!(it, ' ' | '|' | '/')) {
        return None;
    }
    let mut code = code;
    while let Some((last, rest)) = code.split_last()
        && last.is_whitespace()
    {
        code = rest;
    }
    if code == line.letters {
        return Some(0);
    }
    let is_cut = code.starts_with(&['.'; 3]);
    let mut piece = if is_cut { &code[3..] } else { code };
    if piece.ends_with(&['.'; 3]) {
        piece = &piece[..piece.len() - 3];
    }
    if piece.is_empty() {
        return None;
    }
    let mut found = line
        .letters
        .windows(piece.len())
        .enumerate()
        .filter(|(_, it)| *it == piece)
        .map(|(place, _)| place);
    let place = found.next()?;
    // Where a line repeats itself, nothing says which part is shown.
    (found.next().is_none()).then(|| place as isize - if is_cut { 3 } else { 0 })
}

fn code_or_end(depth: usize, shown: &[char]) -> usize {
    code(depth).min(shown.len())
}

/// A line and the rows under it.
struct Block<'a, 't> {
    line: &'a ShownLine<'t>,
    text: &'t str,
    /// The column at which code begins.
    code: usize,
    shift: isize,
    /// The byte at which the error itself begins, where it is on this line.
    primary: Option<usize>,
}

/// Marks without a space between them.
struct Run {
    start: usize,
    marks: Vec<char>,
    /// What is written beside it.
    beside: Option<String>,
    /// Where a place of several lines begins or ends in it: the column, and how deep the line to
    /// the left lies.
    corners: Vec<(usize, usize)>,
}

impl Block<'_, '_> {
    fn read(&self, under: &[&[char]], open: &mut BTreeMap<usize, usize>, found: &mut Vec<Label>) {
        let Some((marks, hanging)) = under.split_first() else {
            return;
        };
        let mut runs = self.runs(marks);
        let mut words: Vec<(usize, String)> = Vec::new();
        for row in hanging {
            self.hanging(row, &mut runs, &mut words);
        }
        for run in &runs {
            self.places(run, &words, open, found);
        }
    }

    fn byte(&self, column: usize) -> usize {
        self.line.byte(self.column(column))
    }

    fn column(&self, column: usize) -> usize {
        (column as isize + self.shift).max(0) as usize
    }

    /// The runs of the row of marks, by columns of the code.
    fn runs(&self, row: &[char]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut leads = None;
        let mut place = 1;
        while place < row.len() {
            match row[place] {
                '^' | '-' if place >= self.code => {
                    let marks: Vec<char> = row[place..]
                        .iter()
                        .take_while(|it| matches!(it, '^' | '-'))
                        .copied()
                        .collect();
                    let start = place - self.code;
                    place += marks.len();
                    // Marks can lie over a line to the left that goes on behind them.
                    let lead = leads.take_if(|_| row.get(place) != Some(&'_'));
                    let corner = lead.map(|lead: usize| (start, lead - 1));
                    runs.push(Run {
                        start,
                        marks,
                        beside: None,
                        corners: corner.into_iter().collect(),
                    });
                    continue;
                }
                '_' => leads = leads.or(Some(place)),
                ' ' | '|' => leads = None,
                _ => {
                    let words: String = row[place..].iter().collect();
                    if let Some(last) = runs.last_mut() {
                        last.beside = Some(words.trim_end().to_owned());
                    }
                    break;
                }
            }
            place += 1;
        }
        runs
    }

    /// Lines that lead down to words, and lines that lead to the left.
    fn hanging(&self, row: &[char], runs: &mut [Run], words: &mut Vec<(usize, String)>) {
        let mut leads: Option<usize> = None;
        for place in 1..row.len() {
            if row[place] == '_' {
                leads = leads.or(Some(place));
                continue;
            }
            let column = place.checked_sub(self.code);
            if let (Some(lead), Some(column)) = (leads.take(), column)
                && let Some(run) = runs.iter_mut().find(|it| it.holds(column))
            {
                run.corners.push((column, lead - 1));
            }
            if !matches!(row[place], ' ' | '|') {
                let text: String = row[place..].iter().collect();
                words.push((column.unwrap_or(0), text.trim_end().to_owned()));
                return;
            }
        }
    }

    /// The places that a run stands for.
    fn places(
        &self,
        run: &Run,
        words: &[(usize, String)],
        open: &mut BTreeMap<usize, usize>,
        found: &mut Vec<Label>,
    ) {
        let end = run.start + run.marks.len();
        let mut hanging: Vec<(usize, &str)> = words
            .iter()
            .filter(|(column, _)| run.holds(*column))
            .map(|(column, words)| (*column, words.as_str()))
            .collect();
        let mut beside = run.beside.as_deref();
        for (column, depth) in &run.corners {
            let Some(start) = open.remove(depth) else {
                open.insert(*depth, self.byte(*column));
                continue;
            };
            // The words of a place of several lines stand at its end; it can have several.
            let is_alone = run.marks.len() == 1;
            let mut words: Vec<&str> = Vec::new();
            hanging.retain(|(at, text)| {
                let is_here = at == column && (is_alone || words.is_empty());
                words.extend(is_here.then_some(*text));
                !is_here
            });
            if words.is_empty() {
                words.push(beside.take().unwrap_or_default());
            }
            found.extend(words.into_iter().map(|words| Label {
                start,
                end: self.line.byte_after(self.column(*column)),
                is_primary: run.marks[column - run.start] == '^',
                words: words.to_owned(),
            }));
        }
        let is_all = run.marks.len() == 1 && hanging.is_empty() && beside.is_none();
        if is_all && !run.corners.is_empty() {
            return;
        }
        // Where nothing hangs, each kind of mark is a place.
        let mut starts: Vec<usize> = hanging.iter().map(|it| it.0).collect();
        starts.push(run.start);
        let primary = self
            .primary
            .and_then(|byte| (run.start..end).find(|column| self.byte(*column) == byte));
        starts.extend(primary);
        if hanging.is_empty() {
            let marks = run.marks.windows(2).enumerate();
            let changes = marks.filter(|(_, pair)| pair[0] != pair[1]);
            starts.extend(changes.map(|(place, _)| run.start + place + 1));
        }
        starts.sort_unstable();
        starts.dedup();
        let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
        for start in starts.iter().rev() {
            let reached = self.reach(run, *start, run.mark(*start), &ends);
            ends.insert(*start, reached);
        }
        let last = starts.last().copied().unwrap_or(run.start);
        hanging.extend(beside.map(|beside| (last, beside)));
        for start in &starts {
            let here: Vec<&str> = hanging
                .iter()
                .filter(|(column, _)| column == start)
                .map(|it| it.1)
                .collect();
            let mark = run.mark(*start);
            let mut place = |end: usize, mark: char, words: &str| {
                found.push(Label {
                    start: self.byte(*start),
                    end: self.line.byte_after(self.column(end - 1)),
                    is_primary: mark == '^',
                    words: words.to_owned(),
                });
            };
            let near = ends[start];
            match here.as_slice() {
                [] => place(near, mark, ""),
                [words] => place(near, mark, words),
                several => {
                    // Of places that begin together the larger goes on behind the smaller.
                    let behind = run.marks.get(near - run.start).copied();
                    let far = behind.map_or(near, |mark| self.reach(run, near, mark, &ends));
                    for (number, words) in several.iter().enumerate() {
                        if number + 1 == several.len() {
                            place(far, behind.unwrap_or(mark), words);
                        } else {
                            place(near, mark, words);
                        }
                    }
                }
            }
        }
    }

    /// The end of the place that begins at `start` and is marked by `mark`, when those that begin
    /// after it end at `ends`.
    fn reach(&self, run: &Run, start: usize, mark: char, ends: &BTreeMap<usize, usize>) -> usize {
        let end = run.start + run.marks.len();
        let mut at = start;
        while at < end {
            match ends.get(&at) {
                Some(inner) if at > start => {
                    let goes_on = run.marks.get(inner - run.start) == Some(&mark);
                    if !goes_on && self.is_whole(start, at) {
                        return at;
                    }
                    at = (*inner).max(at + 1);
                }
                _ if run.mark(at) == mark => at += 1,
                _ => return at,
            }
        }
        end
    }

    /// Whether the code between two columns could be all of a place.
    fn is_whole(&self, from: usize, to: usize) -> bool {
        let code = &self.text[self.byte(from)..self.byte(to).max(self.byte(from))];
        let mut depth = 0_isize;
        for letter in code.chars() {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
        }
        let closes = |it: char| it.is_alphanumeric() || "_)]}?\"'".contains(it);
        depth == 0 && code.ends_with(closes)
    }
}

impl Run {
    /// The mark at a column; that of a corner lies over the one that is looked for.
    fn mark(&self, column: usize) -> char {
        let place = column - self.start;
        let is_covered = self.corners.iter().any(|(corner, _)| *corner == column);
        let next = self.marks.get(place + 1).filter(|_| is_covered);
        *next.unwrap_or(&self.marks[place])
    }

    fn holds(&self, column: usize) -> bool {
        (self.start..self.start + self.marks.len()).contains(&column)
    }
}
