//! Drawings of a story: as text for a terminal, and as SVG for a page.

mod arrows;
mod bars;
mod columns;
mod contents;
mod ends;
mod lanes;
mod legend;
mod links;
mod memory;
mod news;
pub mod paint;
mod partners;
mod room;
mod rows;
#[cfg(test)]
mod sample;
mod svg;
pub mod text;
pub mod words;

pub use columns::ROW;
pub use lanes::lanes;
pub use legend::{Mark, legend};
pub use memory::{memories, memory};
pub use partners::{Partners, block as block_token};
pub use svg::Drawing;

#[cfg(test)]
mod tests {
    use super::sample::Chance;
    use super::*;

    #[test]
    fn arbitrary_stories_are_drawn_without_a_panic_and_the_same_each_time() {
        let mut drawn = 0;
        for seed in 0..400 {
            let mut chance = Chance(seed);
            let story = chance.story();
            let lines = chance.lines();
            let mut drawings = memories(&story, "m");
            drawings.extend(lanes(&story, lines.clone(), "l"));
            drawings.extend(lanes(&story, 1..=20, "l"));
            let mut again = memories(&story, "m");
            again.extend(lanes(&story, lines, "l"));
            again.extend(lanes(&story, 1..=20, "l"));
            assert_eq!(drawings, again);
            for drawing in &drawings {
                assert!(!drawing.svg.contains(['\n', '`', '{', '\0']), "seed {seed}");
                assert!(drawing.width > 0 && drawing.height > 0, "seed {seed}");
                let legend = legend(&drawing.marks, "g");
                assert_eq!(legend.matches("<li>").count(), drawing.marks.len());
            }
            drawn += drawings.len();
        }
        assert!(drawn > 400, "only {drawn} drawings");
    }
}
