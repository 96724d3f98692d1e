//! axe-core finds nothing on any page, in light, dark and high contrast, folded and open: no
//! violation of any impact, best practices included.

use super::visitor::{Look, Visitor};
use super::world::World;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use std::sync::Arc;

const AXE: &str = include_str!("axe.min.js");

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    let mut tests = Vec::new();
    for page in world.sites.pages() {
        for look in Look::ALL {
            let page = page.clone();
            let name = format!("{page}/is_accessible_in_{}", look.name());
            tests.push(world.test(name, async move |visitor: Visitor| {
                visitor.look(look).await?;
                visitor.open(&format!("{page}.html")).await?;
                visitor.js(&format!("{AXE}; return typeof axe.run")).await?;
                let mut found = Vec::new();
                for (folds, is_open) in [("closed", false), ("open", true)] {
                    visitor.fold(is_open).await?;
                    let violations = violations(&visitor).await?;
                    found.extend(violations.iter().map(|it| format!("folds {folds}: {it:#}")));
                }
                ensure!(found.is_empty(), "axe finds:\n{}", found.join("\n"));
                Ok(())
            }));
        }
    }
    tests
}

/// What axe-core finds on the page as it is now.
async fn violations(visitor: &Visitor) -> Result<Vec<Value>> {
    let report = visitor
        .js_later(
            "axe.run(document, {resultTypes: ['violations'], elementRef: false})
                .then(found => done({
                    passed: found.passes.length,
                    violations: found.violations.map(violation => ({
                        rule: violation.id, impact: violation.impact, help: violation.help,
                        where: violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200)
                            + ' ' + node.any.concat(node.all, node.none).map(check => check.message).join('; ')),
                        times: violation.nodes.length,
                    })),
                }), error => done(String(error)))",
        )
        .await?;
    let passed = report["passed"]
        .as_u64()
        .with_context(|| format!("axe did not run: {report}"))?;
    ensure!(passed > 10, "axe looked at {passed} rules only");
    let violations = report["violations"].as_array();
    violations.cloned().context("axe lists what it finds")
}
