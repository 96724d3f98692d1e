//! Pictures of chosen pages for a person to look at, in `target/screenshots/`, always written anew.

use super::visitor::{Look, Visitor};
use super::world::World;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use std::fs;
use std::sync::Arc;

/// A name, the page, and what the top of the picture shows: nothing for the page's own top.
const CHOSEN: &[(&str, &str, &str)] = &[
    ("index", "index.html", ""),
    ("moves", "moves.html", ""),
    (
        "explorer",
        "moves.html",
        "[id='moves/assignment'] memory-explorer",
    ),
    ("predict", "moves.html", ".program.asked"),
    ("rejected", "moves.html", ".program .verdict.rejected"),
    ("repairs", "moves.html", "repair-tabs"),
    ("quiz", "moves.html", "quiz-question"),
    ("compare", "moves.html", "figure.pair"),
    ("claims", "claims.html", ""),
    ("glossary", "glossary.html", ""),
    ("404", "404.html", ""),
];

/// Widths and heights: a phone, a laptop, a large screen.
const SCREENS: &[(u32, u32)] = &[(390, 844), (1280, 800), (3840, 2160)];

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    let mut tests = Vec::new();
    for look in [Look::Light, Look::Dark] {
        for (width, height) in SCREENS {
            let name = format!("pictures_of_{width}_px_in_{}", look.name());
            tests.push(world.test(name, async move |visitor: Visitor| {
                visitor.look(look).await?;
                visitor.screen(*width, *height).await?;
                for (name, page, top) in CHOSEN {
                    visitor.open(page).await?;
                    if !top.is_empty() {
                        show(&visitor, top).await?;
                    }
                    let file = format!("{name}-{width}-{}.png", look.name());
                    let folder = proofs::book().target().join("screenshots");
                    fs::create_dir_all(&folder)?;
                    fs::write(folder.join(&file), visitor.picture().await?)
                        .with_context(|| format!("`{file}` cannot be written"))?;
                }
                Ok(())
            }));
        }
    }
    tests
}

/// Opens what folds an element away, and scrolls it to the top.
async fn show(visitor: &Visitor, selector: &str) -> Result<()> {
    let script = format!(
        "const element = document.querySelector({selector:?});
         if (!element) return '';
         for (let fold = element; fold; fold = fold.parentElement?.closest('details')) fold.open = true;
         element.scrollIntoView({{block: 'start', behavior: 'instant'}});
         scrollBy({{top: -70, behavior: 'instant'}});
         return 'shown'"
    );
    let shown = visitor.text(&script).await?;
    ensure!(!shown.is_empty(), "`{selector}` is not on the page");
    Ok(())
}
