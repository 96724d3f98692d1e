//! Through a chapter as a reader goes: by keyboard alone, and with a finger on a small phone. Predict,
//! step, choose a repair, answer a quiz, turn the page.

use super::visitor::{Visitor, key};
use super::world::World;
use anyhow::{Result, bail, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    vec![
        world.test("walk/by_keyboard_alone", by_keyboard),
        world.test("walk/by_touch_at_320_px", by_touch),
    ]
}

const REFUSED: &str = "[id='moves/use_after_move']";
const RUNS: &str = "[id='moves/assignment']";

/// More stops than the longest chapter has.
const STOPS: usize = 600;

/// Presses the tabulator until something has the focus. Each stop on the way must show that it has.
async fn tab_to(visitor: &Visitor, selector: &str) -> Result<()> {
    for _ in 0..STOPS {
        visitor.press(&[key::TAB]).await?;
        let mut tries = 0;
        loop {
            match stop(visitor, selector).await? {
                Value::Bool(true) => return Ok(()),
                // It may still be moving into view.
                Value::String(_) if tries < 10 => tries += 1,
                Value::String(why) => bail!("a stop is {why}"),
                _ => break,
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    bail!("`{selector}` is not reached by the tabulator")
}

/// Whether the stop is the one that is looked for, or why it cannot be seen that the focus is there.
async fn stop(visitor: &Visitor, selector: &str) -> Result<Value> {
    visitor
        .js(&format!(
            "const at = document.activeElement;
             if (at === document.body) return false;
             const style = getComputedStyle(at), box = at.getBoundingClientRect();
             const around = at.closest('label') ? getComputedStyle(at.closest('label')) : style;
             const is = (it) => (it.outlineStyle !== 'none' && parseFloat(it.outlineWidth) > 0) || it.boxShadow !== 'none';
             if (!is(style) && !is(around)) return 'without a sign: ' + at.outerHTML.slice(0, 160);
             if (box.bottom < 0 || box.top > innerHeight) return 'off the screen: ' + at.outerHTML.slice(0, 160);
             return at.matches({selector:?})"
        ))
        .await
}

async fn by_keyboard(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    tab_to(&visitor, ".skip").await?;
    visitor.press(&[key::ENTER]).await?;
    visitor
        .expect("the text is skipped to", "location.hash === '#content'")
        .await?;

    // Predict: the second of two answers.
    tab_to(&visitor, &format!("{REFUSED} [name=verdict]")).await?;
    visitor.press(&[key::SPACE, key::DOWN]).await?;
    visitor
        .expect(
            "an answer is chosen",
            &format!(
                "document.querySelector(\"{REFUSED} [name=verdict]:checked\").value === 'refused'"
            ),
        )
        .await?;
    tab_to(&visitor, &format!("{REFUSED} [type=submit]")).await?;
    visitor.press(&[key::ENTER]).await?;
    let is_open = format!("document.querySelector(\"{REFUSED} details.answer\").open");
    visitor.expect("the answer opens", &is_open).await?;

    // Choose another repair.
    tab_to(&visitor, &format!("{REFUSED} [role=tab]")).await?;
    visitor.press(&[key::RIGHT]).await?;
    visitor
        .expect(
            "the second repair is seen",
            &format!("document.querySelectorAll(\"{REFUSED} repair-tabs > .repair\")[1].checkVisibility()"),
        )
        .await?;

    // Predict the next, and step through it.
    tab_to(&visitor, &format!("{RUNS} [name=verdict]")).await?;
    visitor.press(&[key::SPACE]).await?;
    tab_to(&visitor, &format!("{RUNS} [type=submit]")).await?;
    visitor.press(&[key::ENTER]).await?;
    tab_to(&visitor, &format!("{RUNS} [data-go=next]")).await?;
    visitor.press(&[key::ENTER, '.']).await?;
    visitor
        .expect(
            "the third step is shown",
            &format!("document.querySelector(\"{RUNS} .position\").textContent.startsWith('3 ')"),
        )
        .await?;

    // Answer the first quiz.
    tab_to(&visitor, "quiz-question [name=choice]").await?;
    visitor.press(&[key::SPACE]).await?;
    tab_to(&visitor, "quiz-question [type=submit]").await?;
    visitor.press(&[key::ENTER]).await?;
    visitor
        .expect(
            "it is scored",
            "!!document.querySelector('quiz-question .score').textContent",
        )
        .await?;

    // Back, against the tabulator, works too; then turn the page.
    ensure!(
        visitor.address().await? == "/moves.html#content",
        "a key turned the page"
    );
    visitor.js("document.activeElement.blur()").await?;
    let (turn, rel) = match visitor
        .js("!!document.querySelector('.turn a[rel=next]')")
        .await?
    {
        Value::Bool(true) => (key::RIGHT, "next"),
        _ => (key::LEFT, "prev"),
    };
    let next = visitor
        .text(&format!(
            "document.querySelector('.turn a[rel={rel}]').pathname"
        ))
        .await?;
    visitor.press(&[turn]).await?;
    visitor
        .expect("the page turns", &format!("location.pathname === '{next}'"))
        .await
}

async fn by_touch(visitor: Visitor) -> Result<()> {
    visitor.phone(320, 640).await?;
    visitor.open("moves.html").await?;
    visitor
        .click(&format!("{REFUSED} [name=verdict][value=refused]"))
        .await?;
    visitor.click(&format!("{REFUSED} [type=submit]")).await?;
    visitor
        .expect(
            "the answer opens",
            &format!("document.querySelector(\"{REFUSED} details.answer\").open"),
        )
        .await?;
    visitor
        .click(&format!("{REFUSED} [role=tab]:nth-of-type(2)"))
        .await?;
    visitor
        .expect(
            "the second repair is seen",
            &format!("document.querySelectorAll(\"{REFUSED} repair-tabs > .repair\")[1].checkVisibility()"),
        )
        .await?;
    visitor
        .click(&format!("{RUNS} [name=verdict][value=compiles]"))
        .await?;
    visitor.click(&format!("{RUNS} [type=submit]")).await?;
    let folded = format!("document.querySelector(\"{RUNS} .steps\").open === false");
    if visitor.js(&folded).await? == Value::Bool(true) {
        visitor.click(&format!("{RUNS} .steps > summary")).await?;
    }
    visitor.click(&format!("{RUNS} [data-go=next]")).await?;
    visitor
        .expect(
            "the second step is shown",
            &format!("document.querySelector(\"{RUNS} .position\").textContent.startsWith('2 ')"),
        )
        .await?;
    visitor.click("quiz-question [name=choice]").await?;
    visitor.click("quiz-question [type=submit]").await?;
    visitor
        .expect(
            "it is scored",
            "!!document.querySelector('quiz-question .score').textContent",
        )
        .await?;

    // What a finger has to hit is large enough, all along the way.
    let small = visitor
        .list(
            "const room = (it) => { const box = (it.closest('label') ?? it.labels?.[0] ?? it).getBoundingClientRect(); return [box.width, box.height]; };
             return [...document.querySelectorAll('main button, main summary, main select, main input, .turn a, .bar button')]
                 .filter(it => it.checkVisibility({visibilityProperty: true}) && Math.min(...room(it)) < 24)
                 .map(it => room(it).map(Math.round).join('×') + ' ' + it.outerHTML.slice(0, 120))",
        )
        .await?;
    ensure!(small.is_empty(), "too small for a finger: {small:#?}");
    let wide = visitor.list(include_str!("outside.js")).await?;
    ensure!(wide.is_empty(), "wider than the screen: {wide:#?}");
    let next = visitor.text("(document.querySelector('.turn a[rel=next]') ?? document.querySelector('.turn a')).pathname").await?;
    visitor
        .click(&format!(
            ".turn a[href$='{}']",
            next.trim_start_matches('/')
        ))
        .await?;
    visitor
        .expect("the page turns", &format!("location.pathname === '{next}'"))
        .await
}
