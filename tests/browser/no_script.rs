//! Without script every page is complete: outputs, diagnostics, diagrams in words, answers.

use super::visitor::Visitor;
use super::world::World;
use anyhow::{Result, ensure};
use book::facts::{self, Show};
use book::name::Name;
use lens::draw::words;
use lens::story::Story;
use libtest_mimic::Trial;
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    let mut chapters: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for name in proofs::programs().names() {
        let programs = chapters.entry(name.chapter().to_string()).or_default();
        programs.push(name.clone());
    }
    let mut tests = Vec::new();
    for (chapter, programs) in chapters {
        let name = format!("{chapter}/is_complete_without_script");
        tests.push(world.test(name, async move |visitor: Visitor| {
            is_complete(&visitor, &chapter, &programs).await
        }));
    }
    for page in world.book.pages() {
        let name = format!("{page}/offers_nothing_dead_without_script");
        tests.push(world.test(name, async move |visitor: Visitor| {
            visitor.without_script().await?;
            visitor.open(&format!("{page}.html")).await?;
            visitor.fold(true).await?;
            // What a reader could press, and what would then do nothing.
            let dead = visitor.list(
                "return [...document.querySelectorAll('button, select, textarea, input:not([type=checkbox])')]
                    .filter(control => control.checkVisibility({visibilityProperty: true}) && control.offsetWidth > 1 && !control.disabled)
                    .map(control => control.outerHTML.slice(0, 160))",
            ).await?;
            ensure!(dead.is_empty(), "controls that do nothing: {dead:#?}");
            Ok(())
        }));
    }
    tests
}

async fn is_complete(visitor: &Visitor, chapter: &str, programs: &[Name]) -> Result<()> {
    visitor.without_script().await?;
    visitor.open(&format!("{chapter}.html")).await?;
    let has_woken = visitor
        .js("document.documentElement.classList.contains('js')")
        .await?;
    ensure!(has_woken == false, "script runs, so this proves nothing");
    visitor.fold(true).await?;
    // What can be seen, not what is in the source.
    let page = squeezed(
        &visitor
            .text("document.querySelector('main').innerText")
            .await?,
    );
    let mut missing = Vec::new();
    let mut looked_for = 0;
    for name in programs {
        for saying in sayings(name)? {
            looked_for += 1;
            if !page.contains(&squeezed(&saying)) {
                missing.push(format!("{name}: {saying}"));
            }
        }
    }
    ensure!(
        looked_for > 10 * programs.len(),
        "only {looked_for} sentences and lines were looked for"
    );
    let count = missing.len();
    missing.truncate(12);
    ensure!(
        missing.is_empty(),
        "{count} of {looked_for} sentences and lines cannot be read without script: {missing:#?}"
    );
    Ok(())
}

/// What the page must say of a program, by its facts.
fn sayings(name: &Name) -> Result<Vec<String>> {
    let book = proofs::book();
    let programs = proofs::programs();
    let mut sayings = Vec::new();
    if programs.forbidden.contains_key(name) {
        let (_, said) = facts::forbidden(&book, Show::Committed, name)?;
        sayings.extend(said.value.lines().map(str::to_owned));
        let story = facts::story(&book, Show::Committed, name)?.value;
        sayings.extend(story.functions.iter().flat_map(words::lanes));
    } else {
        let shown = facts::listing(&book, Show::Committed, name)?;
        let record = &shown.record.value;
        let printed = record.stdout.lines().chain(record.stderr.lines());
        sayings.extend(printed.chain(record.warnings.lines()).map(str::to_owned));
        if !programs.repairs.contains_key(name) || name.is_what_if() {
            sayings.extend(pictures(&shown.story.value));
        }
    }
    sayings.retain(|saying| !squeezed(saying).is_empty());
    Ok(sayings)
}

/// The text of every picture of a listing.
fn pictures(story: &Story) -> Vec<String> {
    let mut sayings: Vec<String> = story.functions.iter().flat_map(words::lanes).collect();
    if let Some(run) = &story.run {
        for step in &run.steps {
            sayings.push(words::title(step));
            sayings.extend(words::events(step).map(|event| event.words.clone()));
            sayings.extend(words::memory(step));
        }
        sayings.extend(run.after.iter().map(|event| event.words.clone()));
        sayings.extend(words::leaks(story));
    }
    sayings
}

/// A text without what a page lays out in its own way: spaces, the sign of code, capitals.
fn squeezed(text: &str) -> String {
    let letters = text.chars().filter(|c| !c.is_whitespace() && *c != '`');
    letters.flat_map(char::to_lowercase).collect()
}
