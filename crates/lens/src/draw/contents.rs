//! What stands in a block of the heap: letters and small elements in cells, all else in rows.

use super::room::{PAD, ROW, need};
use super::rows::{Row, inline, rows};
use super::svg::{Anchor, Canvas, width};
use crate::memory::Value;
use crate::story::Block;

/// A letter of a text on the heap.
const CELL: i32 = 14;

/// What stands in a block.
pub(super) struct Contents {
    /// Letters or elements, each in a cell.
    pub cells: Vec<String>,
    /// Whether there are more than are told.
    is_cut: bool,
    /// Or rows, as of a variable.
    pub rows: Vec<Row>,
}

impl Contents {
    /// What a block's drawing shows of it.
    pub fn of(block: &Block) -> Contents {
        let mut contents = Contents {
            cells: Vec::new(),
            is_cut: false,
            rows: Vec::new(),
        };
        match &block.contents {
            Some(Value::Text(text, length)) => {
                contents.cells = text.chars().take(64).map(String::from).collect();
                contents.is_cut = text.len() < *length || text.chars().count() > 64;
            }
            Some(Value::List(elements, count)) if elements.iter().all(is_small) => {
                let elements = elements.iter().take(64).filter_map(inline);
                contents.cells = elements.collect();
                contents.is_cut = contents.cells.len() < *count;
            }
            Some(value) => contents.rows = rows("", value),
            None => {}
        }
        contents
    }

    /// The width that the block needs.
    pub fn need(&self, block: &Block) -> i32 {
        let cells: i32 = self.cells.iter().map(|cell| cell_width(cell)).sum();
        let cut = if self.is_cut { CELL } else { 0 };
        let rows = self.rows.iter().map(need).max().unwrap_or(0);
        (cells + cut + PAD * 2)
            .max(rows)
            .max(width(&block_title(block)) + PAD * 2)
            .max(100)
    }

    /// Draws the cells, as many as fit.
    pub fn draw_cells(&self, canvas: &mut Canvas, left: i32, top: i32, room: i32, is_freed: bool) {
        let class = if is_freed { "freed" } else { "" };
        let mut cells: Vec<&str> = self.cells.iter().map(String::as_str).collect();
        let all: i32 = cells.iter().map(|cell| cell_width(cell)).sum();
        let is_cut = self.is_cut || all > room;
        let room = if is_cut { room - CELL } else { room };
        let mut right = left;
        let mut way = String::new();
        let mut count = 0;
        for cell in &cells {
            if right + cell_width(cell) > left + room {
                break;
            }
            right += cell_width(cell);
            way.push_str(&format!("M{right} {top}v{ROW}"));
            count += 1;
        }
        cells.truncate(count);
        if count == 0 {
            return;
        }
        let outline = format!("M{left} {top}H{right}v{ROW}H{left}z{way}");
        let thin = r#"fill="none" stroke="currentColor""#;
        canvas.path_with("box", thin, &outline);
        let baseline = top + 16;
        if cells.iter().all(|cell| cell_width(cell) == CELL) {
            let letters = cells.concat();
            canvas.cells(class, left + 3, baseline, CELL, &letters);
        } else {
            let mut x = left;
            for cell in cells {
                canvas.text(class, x + 3, baseline, Anchor::Start, cell);
                x += cell_width(cell);
            }
        }
        if is_cut {
            canvas.text("quiet", right + 4, baseline, Anchor::Start, "…");
        }
    }
}

/// Whether a value fits into a cell.
fn is_small(value: &Value) -> bool {
    inline(value).is_some_and(|text| text.chars().count() <= 6)
}

fn cell_width(cell: &str) -> i32 {
    match width(cell) {
        wide if wide <= width("m") => CELL,
        wide => wide + 6,
    }
}

/// A block's label and size.
pub(super) fn block_title(block: &Block) -> String {
    let bytes = match block.size {
        1 => "1 byte".to_owned(),
        size => format!("{size} bytes"),
    };
    match block.freed {
        true => format!("#{} freed, {bytes}", block.label),
        false => format!("#{} {bytes}", block.label),
    }
}
