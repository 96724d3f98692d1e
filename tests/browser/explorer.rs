//! The memory explorer: stepping, the current line, words for those who do not see, partners, links.

use super::visitor::{Visitor, key};
use super::world::World;
use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    vec![
        world.test("explorer/steps_by_buttons_slider_and_keys", steps),
        world.test("explorer/marks_the_line_and_says_what_happened", says),
        world.test("explorer/shows_partners", partners),
        world.test(
            "explorer/draws_lanes_of_tapped_variables_on_a_phone",
            lanes_on_a_phone,
        ),
        world.test("explorer/is_at_the_step_of_the_address", deep_link),
        world.test("explorer/takes_a_step_that_is_not_there_quietly", nonsense),
        world.test("explorer/keeps_its_height_while_stepping", height),
        world.test("explorer/respects_reduced_motion", motion),
        world.test("explorer/are_several_on_a_page", several),
        world.test("explorer/shows_a_chosen_few_steps_on_paper", on_paper),
    ]
}

const ID: &str = "moves-assignment";

/// The explorer of the figure that these tests read.
const EXPLORER: &str = "[id='moves/assignment'] memory-explorer";

/// Opens the chapter with the explorer unfolded and on the screen.
async fn open(visitor: &Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    visitor
        .js(&format!(
            "const explorer = document.querySelector(\"{EXPLORER}\");
             for (let fold = explorer.querySelector('.steps'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
             explorer.scrollIntoView(); return true"
        ))
        .await?;
    expect_step(visitor, 1).await
}

/// Exactly this step can be seen, and the position says so.
async fn expect_step(visitor: &Visitor, number: usize) -> Result<()> {
    visitor
        .expect(
            &format!("step {number} is shown"),
            &format!(
                "const items = [...document.querySelectorAll(\"{EXPLORER} .steps > ol > li\")];
                 const seen = items.filter(it => it.checkVisibility({{visibilityProperty: true, opacityProperty: true}}));
                 const position = document.querySelector(\"{EXPLORER} .position\").textContent;
                 return seen.length === 1 && seen[0].id === '{ID}:{number}' && position === '{number} of ' + items.length"
            ),
        )
        .await
}

async fn count(visitor: &Visitor) -> Result<usize> {
    let count = visitor
        .number(&format!(
            "document.querySelectorAll(\"{EXPLORER} .steps > ol > li\").length"
        ))
        .await?;
    Ok(count as usize)
}

async fn go(visitor: &Visitor, way: &str) -> Result<()> {
    visitor.click(&format!("{EXPLORER} [data-go={way}]")).await
}

async fn steps(visitor: Visitor) -> Result<()> {
    open(&visitor).await?;
    let last = count(&visitor).await?;
    ensure!(last > 4, "the program has {last} steps");
    for (way, shown) in [
        ("next", 2),
        ("next", 3),
        ("previous", 2),
        ("last", last),
        ("next", last),
        ("first", 1),
        ("previous", 1),
    ] {
        go(&visitor, way).await?;
        expect_step(&visitor, shown).await?;
    }
    // The focus is on a button: its own keys, which turn no page.
    visitor.press(&['.', '.', ',']).await?;
    expect_step(&visitor, 2).await?;
    visitor
        .js(&format!(
            "document.querySelector(\"{EXPLORER} input[type=range]\").focus()"
        ))
        .await?;
    for (pressed, shown) in [
        (key::RIGHT, 3),
        (key::LEFT, 2),
        (key::END, last),
        (key::HOME, 1),
    ] {
        visitor.press(&[pressed]).await?;
        expect_step(&visitor, shown).await?;
    }
    let address = visitor.address().await?;
    ensure!(address == "/moves.html", "stepping led to `{address}`");
    let told = visitor
        .text(&format!(
            "document.querySelector(\"{EXPLORER} input[type=range]\").ariaValueText"
        ))
        .await?;
    ensure!(
        told.to_lowercase().contains("line"),
        "the slider says `{told}`"
    );
    Ok(())
}

async fn says(visitor: Visitor) -> Result<()> {
    open(&visitor).await?;
    for number in 2..=count(&visitor).await? {
        go(&visitor, "next").await?;
        expect_step(&visitor, number).await?;
        let marked = visitor
            .js(&format!(
                "const explorer = document.querySelector(\"{EXPLORER}\");
                 const lines = [...explorer.querySelectorAll('.code .line.now')].map(it => it.dataset.line);
                 const at = document.getElementById('{ID}:{number}').dataset.at;
                 return at ? lines.length === 1 && lines[0] === at : lines.length === 0"
            ))
            .await?;
        ensure!(marked == true, "step {number} marks another line");
        let silent = visitor
            .list(&format!(
                "const explorer = document.querySelector(\"{EXPLORER}\");
                 const said = explorer.querySelector('.spoken[role=status]').textContent;
                 return [...document.getElementById('{ID}:{number}').querySelectorAll('.events > li')]
                     .map(it => it.textContent).filter(it => !said.includes(it))"
            ))
            .await?;
        ensure!(silent.is_empty(), "step {number} does not say {silent:?}");
    }
    Ok(())
}

/// How many elements of the explorer are lit, as the same or as a partner.
fn lit() -> String {
    format!("document.querySelectorAll(\"{EXPLORER} .lit, {EXPLORER} .partner\").length")
}

async fn partners(visitor: Visitor) -> Result<()> {
    open(&visitor).await?;
    let none = format!("{} === 0", lit());
    let some = format!("{} > 2", lit());
    visitor.expect("nothing is lit at first", &none).await?;
    let variable = format!("{EXPLORER} .code [data-of]");
    visitor.hover(&variable).await?;
    visitor
        .expect("a variable in the code lights its partners", &some)
        .await?;
    let drawn = format!("document.querySelectorAll(\"{EXPLORER} svg .lit\").length > 0");
    visitor.expect("in the drawings too", &drawn).await?;
    visitor.hover("h1").await.ok();
    visitor
        .js(&format!("document.querySelector(\"{EXPLORER}\").dispatchEvent(new PointerEvent('pointerleave')); return true"))
        .await?;
    visitor.expect("they go out again", &none).await?;

    let button = format!("{EXPLORER} .variables button");
    visitor.click(&button).await?;
    visitor.expect("a tapped variable stays lit", &some).await?;
    visitor
        .expect(
            "its button says so",
            &format!("document.querySelector(\"{button}\").ariaPressed === 'true'"),
        )
        .await?;
    visitor.press(&[key::ESCAPE]).await?;
    visitor
        .expect(
            "Esc lets it go",
            &format!("document.querySelector(\"{button}\").ariaPressed === 'false'"),
        )
        .await?;
    let stops = visitor
        .number(&format!(
            "[...document.querySelectorAll(\"{button}\")].filter(it => it.tabIndex === 0).length"
        ))
        .await?;
    ensure!(
        stops == 1.0,
        "the variables are {stops} stops of the tabulator"
    );
    Ok(())
}

async fn lanes_on_a_phone(visitor: Visitor) -> Result<()> {
    visitor.phone(390, 844).await?;
    open(&visitor).await?;
    let seen = format!(
        "[...document.querySelectorAll(\"{EXPLORER} svg.lanes\")].filter(it => it.checkVisibility() && it.getBoundingClientRect().width > 0).length"
    );
    visitor
        .expect("no lanes are drawn at first", &format!("{seen} === 0"))
        .await?;
    let small = visitor
        .list(&format!(
            "return [...document.querySelectorAll(\"{EXPLORER} .code .line\")]
                 .filter(it => parseFloat(getComputedStyle(it).fontSize) < 14).map(it => it.outerHTML.slice(0, 80))"
        ))
        .await?;
    ensure!(small.is_empty(), "code smaller than 14 px: {small:?}");
    visitor
        .click(&format!("{EXPLORER} .variables button"))
        .await?;
    visitor
        .expect("those of a tapped variable come", &format!("{seen} > 0"))
        .await?;
    visitor
        .expect(
            "they fit the screen",
            &format!("[...document.querySelectorAll(\"{EXPLORER} svg.lanes\")].every(it => it.getBoundingClientRect().width < 390)"),
        )
        .await
}

async fn deep_link(visitor: Visitor) -> Result<()> {
    visitor.open(&format!("moves.html#{ID}:3")).await?;
    expect_step(&visitor, 3).await?;
    let is_on_screen = format!(
        "const box = document.querySelector(\"{EXPLORER} .steps\").getBoundingClientRect();
         return box.top < innerHeight && box.bottom > 0"
    );
    visitor.expect("it is on the screen", &is_on_screen).await?;
    // A link inside of the page.
    visitor.js(&format!("location.hash = '#{ID}:2'")).await?;
    expect_step(&visitor, 2).await?;
    visitor.back().await?;
    expect_step(&visitor, 3).await
}

async fn nonsense(visitor: Visitor) -> Result<()> {
    visitor.open(&format!("moves.html#{ID}:1")).await?;
    let last = count(&visitor).await?;
    for (number, shown) in [
        ("99", last),
        ("0", 1),
        ("x", 1),
        ("", 1),
        ("-4", 1),
        ("2.5", 2),
        ("%E0%A4%A", 1),
    ] {
        visitor.goto("about:blank").await?;
        visitor.open(&format!("moves.html#{ID}:{number}")).await?;
        expect_step(&visitor, shown).await?;
        let errors = visitor.witnessed("errors").await?;
        ensure!(errors.is_empty(), "`:{number}`: {errors:?}");
    }
    visitor.open("moves.html#nobody-knows:3").await?;
    let errors = visitor.witnessed("errors").await?;
    let complaints = visitor.complaints().await?;
    ensure!(
        errors.is_empty() && complaints.is_empty(),
        "{errors:?} {complaints:?}"
    );
    Ok(())
}

async fn height(visitor: Visitor) -> Result<()> {
    for width in [1280, 390] {
        visitor.screen(width, 800).await?;
        open(&visitor).await?;
        let bottom =
            format!("document.querySelector(\"{EXPLORER}\").getBoundingClientRect().height");
        let before = visitor.number(&bottom).await?;
        for _ in 1..count(&visitor).await? {
            go(&visitor, "next").await?;
            let now = visitor.number(&bottom).await?;
            ensure!(
                (now - before).abs() < 1.0,
                "at {width} px a step changes the height from {before} to {now}"
            );
        }
    }
    Ok(())
}

async fn motion(visitor: Visitor) -> Result<()> {
    let features = serde_json::json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
    visitor
        .devtools(
            "Emulation.setEmulatedMedia",
            serde_json::json!({ "features": features }),
        )
        .await?;
    open(&visitor).await?;
    go(&visitor, "next").await?;
    go(&visitor, "next").await?;
    let moving = visitor
        .list("return document.getAnimations().filter(it => (it.effect.getTiming().duration || 0) > 1)
                   .map(it => it.animationName ?? it.transitionProperty)")
        .await?;
    ensure!(moving.is_empty(), "moves all the same: {moving:?}");
    Ok(())
}

async fn several(visitor: Visitor) -> Result<()> {
    open(&visitor).await?;
    let all = visitor
        .number("document.querySelectorAll('memory-explorer .controls').length")
        .await?;
    ensure!(all > 3.0, "the chapter has {all} explorers");
    visitor.fold(true).await?;
    go(&visitor, "next").await?;
    expect_step(&visitor, 2).await?;
    let moved = visitor
        .list(&format!(
            "const own = document.querySelector(\"{EXPLORER}\");
             return [...document.querySelectorAll('memory-explorer')].filter(it => it !== own && it.querySelector('.position'))
                 .filter(it => !it.querySelector('.position').textContent.startsWith('1 '))
                 .map(it => it.outerHTML.slice(0, 80))"
        ))
        .await?;
    ensure!(moved.is_empty(), "others step with it: {moved:?}");
    Ok(())
}

async fn on_paper(visitor: Visitor) -> Result<()> {
    open(&visitor).await?;
    visitor
        .devtools(
            "Emulation.setEmulatedMedia",
            serde_json::json!({ "media": "print" }),
        )
        .await?;
    let seen = visitor
        .number(&format!(
            "[...document.querySelectorAll(\"{EXPLORER} .steps > ol > li\")]
                 .filter(it => it.checkVisibility({{visibilityProperty: true}})).length"
        ))
        .await?;
    ensure!((2.0..=4.0).contains(&seen), "paper shows {seen} steps");
    Ok(())
}
