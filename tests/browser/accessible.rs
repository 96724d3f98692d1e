//! axe-core finds nothing on any page, in light, dark and high contrast, folded and open: no
//! violation of any impact, best practices included.
//!
//! A page is opened once and changes its look as it does for a reader. What is there to be seen is
//! the same in every look, which is proved too; so a rule that asks neither for colours nor for sizes
//! has the same answer in all of them, and is asked in the first.

use super::visitor::{Look, Visitor};
use super::world::World;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;

const AXE: &str = include_str!("axe.min.js");

/// The rules of axe-core that ask for colours or sizes.
const OF_A_LOOK: [&str; 4] = [
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
];

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    let pages = world.book.pages().into_iter();
    let test = |page: String| {
        let name = format!("{page}/is_accessible_in_every_look");
        world.test(name, async move |visitor: Visitor| {
            is_accessible(&visitor, &page).await
        })
    };
    pages.map(test).collect()
}

async fn is_accessible(visitor: &Visitor, page: &str) -> Result<()> {
    visitor.open(&format!("{page}.html")).await?;
    visitor.js(&format!("{AXE}; return typeof axe.run")).await?;
    let mut found = Vec::new();
    for (folds, is_open) in [("closed", false), ("open", true)] {
        visitor.fold(is_open).await?;
        visitor.js("window.__seen = null; return true").await?;
        for (number, look) in Look::ALL.into_iter().enumerate() {
            visitor.change_look(look).await?;
            let place = format!("in {} with folds {folds}", look.name());
            let difference = visitor.text(DIFFERENCE).await?;
            ensure!(difference.is_empty(), "{place}, {difference}");
            let violations = match number {
                0 => violations(visitor, None, 11).await?,
                _ => violations(visitor, Some(&OF_A_LOOK), 1).await?,
            };
            found.extend(violations.iter().map(|it| format!("{place}: {it:#}")));
        }
    }
    ensure!(found.is_empty(), "axe finds:\n{}", found.join("\n"));
    Ok(())
}

/// What is to be seen in this look and not in the first, or the other way round: an element, or what
/// a stylesheet writes before or after it. Empty if there is no such thing.
const DIFFERENCE: &str = "
    const lines = [...document.querySelectorAll('*')].map(element => {
        const isSeen = element.checkVisibility({visibilityProperty: true, opacityProperty: true})
            && element.getClientRects().length > 0;
        const written = ['::before', '::after'].map(it => getComputedStyle(element, it).content);
        return `${element.tagName} ${element.id}: ${isSeen ? 'seen' : 'unseen'}, ${written}`;
    });
    const first = window.__seen ??= lines;
    const place = lines.findIndex((line, place) => line !== first[place]);
    return place < 0 ? '' : `there is ${lines[place]}; in the first look it is ${first[place]}`";

/// What axe-core finds on the page as it is now by some rules, or by all; at least so many of them
/// must have something to say, which is nothing bad.
async fn violations(visitor: &Visitor, rules: Option<&[&str]>, fewest: u64) -> Result<Vec<Value>> {
    let mut options = json!({ "resultTypes": ["violations"], "elementRef": false });
    if let Some(rules) = rules {
        options["runOnly"] = json!({ "type": "rule", "values": rules });
    }
    let report = visitor
        .js_later(&format!(
            "axe.run(document, {options})
                .then(found => done({{
                    passed: found.passes.length,
                    violations: found.violations.map(violation => ({{
                        rule: violation.id, impact: violation.impact, help: violation.help,
                        where: violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200)
                            + ' ' + node.any.concat(node.all, node.none).map(check => check.message).join('; ')),
                        times: violation.nodes.length,
                    }})),
                }}), error => done(String(error)))"
        ))
        .await?;
    let passed = report["passed"]
        .as_u64()
        .with_context(|| format!("axe did not run: {report}"))?;
    let violations = report["violations"].as_array().cloned();
    let violations = violations.context("axe lists what it finds")?;
    ensure!(
        !violations.is_empty() || passed >= fewest,
        "axe looked at {passed} rules only"
    );
    Ok(violations)
}
