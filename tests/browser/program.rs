//! The figures of programs: copying the code, repairs as tabs.

use super::visitor::{Visitor, key};
use super::world::World;
use anyhow::{Context, Result, ensure};
use book::name::Name;
use book::project::Project;
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    vec![
        world.test("copy/gives_the_program_as_its_file_has_it", copies),
        world.test("copy/selects_where_nothing_may_be_copied", selects),
        world.test("repairs/are_tabs_by_mouse_and_by_keyboard", tabs),
        world.test("repairs/are_chosen_by_their_address", linked),
    ]
}

/// The text of a program without what it says to the book.
fn program(name: &str) -> Result<String> {
    let book = proofs::book();
    let name: Name = name.parse().map_err(|why| anyhow::anyhow!("{why}"))?;
    let forbidden = proofs::programs().forbidden;
    let file = match forbidden.contains_key(&name) {
        true => Project::forbidden_file(&name),
        false => Project::listing_file(&name),
    };
    let text = book.read(&file)?;
    let lines = text.lines().filter(|line| !line.trim().starts_with("//~"));
    Ok(lines.collect::<Vec<_>>().join("\n").trim().to_owned())
}

/// A program whose code has a copy button in the open: of a figure that is not put up for prediction,
/// and of one that is.
const COPIED: [&str; 2] = ["moves/assignment", "moves/use_after_move"];

async fn copies(visitor: Visitor) -> Result<()> {
    let granted = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    visitor
        .devtools("Browser.grantPermissions", granted)
        .await?;
    visitor.open("moves.html").await?;
    // What is written to the clipboard, since a browser without a window may not read it.
    visitor
        .js("const real = navigator.clipboard.writeText.bind(navigator.clipboard);
             navigator.clipboard.writeText = (text) => { window.__copied = text; return real(text); }; return true")
        .await?;
    for name in COPIED {
        visitor.js("window.__copied = null; return true").await?;
        let figure = format!("[id='{name}']");
        visitor.click(&format!("{figure} .copy")).await?;
        visitor
            .expect("something is copied", "typeof window.__copied === 'string'")
            .await?;
        let copied = visitor.text("window.__copied").await?;
        let expected = program(name)?;
        ensure!(
            copied.trim() == expected,
            "`{name}` is copied as:\n{copied}\nand not as:\n{expected}"
        );
        visitor
            .expect(
                "it says so to everybody",
                &format!("/copied/i.test(document.querySelector(\"{figure} .copied[role=status]\").textContent)"),
            )
            .await?;
    }
    Ok(())
}

async fn selects(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    visitor
        .js("navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); return true")
        .await?;
    visitor.click("[id='moves/assignment'] .copy").await?;
    visitor
        .expect(
            "the code is selected instead",
            "getSelection().toString().includes('fn main')",
        )
        .await
}

/// The state of the first tabs: which is chosen, which panel is seen, where the focus is.
const STATE: &str =
    "const tabs = [...document.querySelectorAll('repair-tabs')].find(it => it.checkVisibility());
    const of = (all, is) => all.findIndex(is);
    return [
        of([...tabs.querySelectorAll('[role=tab]')], it => it.ariaSelected === 'true'),
        of([...tabs.querySelectorAll('[role=tabpanel]')], it => it.checkVisibility()),
        [...tabs.querySelectorAll('[role=tabpanel]')].filter(it => it.checkVisibility()).length,
        of([...tabs.querySelectorAll('[role=tab]')], it => it === document.activeElement),
    ].join(' ')";

async fn tabs(visitor: Visitor) -> Result<()> {
    visitor.open("moves.html").await?;
    visitor.fold(true).await?;
    visitor
        .click("repair-tabs [role=tab]:nth-of-type(2)")
        .await?;
    let state = visitor.text(STATE).await?;
    ensure!(
        state == "1 1 1 1",
        "after a click on the second tab: {state}"
    );
    for (pressed, expected) in [
        (key::RIGHT, "2 2 1 2"),
        (key::HOME, "0 0 1 0"),
        (key::RIGHT, "1 1 1 1"),
        (key::LEFT, "0 0 1 0"),
    ] {
        visitor.press(&[pressed]).await?;
        let state = visitor.text(STATE).await?;
        ensure!(
            state == expected,
            "after {pressed:?}: {state}, and not {expected}"
        );
    }
    let address = visitor.address().await?;
    ensure!(
        address == "/moves.html",
        "the arrows turned the page to `{address}`"
    );
    let stops = visitor
        .number("[...document.querySelectorAll('repair-tabs')].find(it => it.checkVisibility()).querySelectorAll('[role=tab][tabindex=\"0\"]').length")
        .await?;
    ensure!(stops == 1.0, "the tabs are {stops} stops of the tabulator");
    Ok(())
}

async fn linked(visitor: Visitor) -> Result<()> {
    let programs = proofs::programs();
    let name: Name = "moves/use_after_move"
        .parse()
        .map_err(|why| anyhow::anyhow!("{why}"))?;
    let repairs = programs.repairs_of(&name).filter(|it| !it.is_what_if());
    let last = repairs.last().context("a repair")?.to_string();
    visitor.open(&format!("moves.html#{last}")).await?;
    let panel = format!("document.getElementById('{last}')");
    visitor
        .expect("the repair is seen", &format!("{panel}.checkVisibility()"))
        .await?;
    visitor
        .expect("and is on the screen", &format!("{panel}.getBoundingClientRect().top < innerHeight && {panel}.getBoundingClientRect().bottom > 0"))
        .await
}
