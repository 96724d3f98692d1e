//! What holds on every page: nothing is asked of another server, nothing is complained about, the
//! page's policy is kept, and no page is wider than the screen.

use super::visitor::Visitor;
use super::world::World;
use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use proofs::first_view::{self, Part};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    let mut tests = Vec::new();
    for page in world.book.pages() {
        let name = page.clone();
        tests.push(
            world.test(format!("{page}/is_quiet"), async move |visitor: Visitor| {
                let own = visitor.sites.own.clone();
                is_quiet(&visitor, &own, &name).await
            }),
        );
        let name = page.clone();
        // The page of a wrong address finds its files from the root of the host.
        if page != "404" {
            tests.push(world.test(
                format!("{page}/is_quiet_on_a_static_host"),
                async move |visitor: Visitor| {
                    let hosted = visitor.sites.hosted.clone();
                    is_quiet(&visitor, &hosted, &name).await
                },
            ));
        }
        tests.push(world.test(
            format!("{page}/fits_a_narrow_screen"),
            async move |visitor: Visitor| fits(&visitor, &page).await,
        ));
    }
    for (name, is_hosted) in [
        ("the_policy_holds", false),
        ("the_policy_holds_on_a_static_host", true),
    ] {
        tests.push(world.test(name, async move |visitor: Visitor| {
            the_policy_holds(&visitor, is_hosted).await
        }));
    }
    tests
}

/// From opening the page to its very end, with every fold opened.
async fn is_quiet(visitor: &Visitor, site: &str, page: &str) -> Result<()> {
    visitor.goto(&format!("{site}/{page}.html")).await?;
    settle(visitor).await?;
    // Before anything is opened here, since what a reader opens may move what is below.
    let shifts = visitor.witnessed("shifts").await?;
    ensure!(
        shifts.is_empty(),
        "the layout shifts by itself: {shifts:#?}"
    );
    let mut requests = visitor.requests().await?;
    as_the_budgets_say(visitor, site, page, &requests)?;

    visitor.fold(true).await?;
    visitor
        .js("scrollTo(0, document.documentElement.scrollHeight)")
        .await?;
    settle(visitor).await?;
    requests.extend(visitor.requests().await?);
    let foreign: Vec<_> = requests
        .iter()
        .filter(|url| !url.starts_with(&format!("{site}/")) && !url.starts_with("data:"))
        .collect();
    ensure!(foreign.is_empty(), "leaves the site: {foreign:#?}");
    let breaches = visitor.witnessed("breaches").await?;
    ensure!(
        breaches.is_empty(),
        "breaches its own policy: {breaches:#?}"
    );
    let errors = visitor.witnessed("errors").await?;
    ensure!(errors.is_empty(), "has errors: {errors:#?}");
    let complaints = visitor.complaints().await?;
    ensure!(
        complaints.is_empty(),
        "the console complains: {complaints:#?}"
    );
    Ok(())
}

/// What the browser asks for is what the budgets count, no more and no less.
fn as_the_budgets_say(
    visitor: &Visitor,
    site: &str,
    page: &str,
    requests: &[String],
) -> Result<()> {
    let page = PathBuf::from(format!("{page}.html"));
    let counted = first_view::of(visitor.world.book.folder(), &page)?;
    let asked: BTreeSet<PathBuf> = requests
        .iter()
        .filter_map(|url| url.strip_prefix(site)?.split(['?', '#']).next())
        .map(|path| PathBuf::from(path.trim_start_matches('/')))
        .collect();
    let uncounted: Vec<_> = asked
        .iter()
        .filter(|it| !counted.contains_key(*it))
        .collect();
    ensure!(
        uncounted.is_empty(),
        "loads what no budget counts: {uncounted:?}"
    );
    let unasked: Vec<_> = counted
        .iter()
        .filter(|(file, part)| !matches!(part, Part::Named | Part::Icon) && !asked.contains(*file))
        .collect();
    ensure!(
        unasked.is_empty(),
        "budgets count what is not loaded: {unasked:?}"
    );
    Ok(())
}

/// Waits until the page has come to rest: two frames and an idle moment.
async fn settle(visitor: &Visitor) -> Result<()> {
    visitor
        .js_later(
            "document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() =>
                requestIdleCallback(() => setTimeout(() => done(true), 50)))))",
        )
        .await
        .map(drop)
}

/// At 320 px the page does not scroll sideways, folded or open, and nothing sticks out unseen.
async fn fits(visitor: &Visitor, page: &str) -> Result<()> {
    visitor.phone(320, 640).await?;
    visitor.open(&format!("{page}.html")).await?;
    for is_open in [false, true] {
        visitor.fold(is_open).await?;
        settle(visitor).await?;
        let outside = visitor.list(include_str!("outside.js")).await?;
        ensure!(
            outside.is_empty(),
            "wider than a screen of 320 px{}: {outside:#?}",
            if is_open { " with its folds open" } else { "" }
        );
    }
    Ok(())
}

/// What a page must not do is indeed refused: otherwise the quiet above would prove nothing.
async fn the_policy_holds(visitor: &Visitor, is_hosted: bool) -> Result<()> {
    let sites = &visitor.sites;
    let site = if is_hosted { &sites.hosted } else { &sites.own };
    visitor.goto(&format!("{site}/index.html")).await?;
    for (what, directive, breach) in [
        (
            "an inline script",
            "script-src-elem",
            "const e = document.createElement('script'); e.textContent = 'window.__ran = true'; document.head.append(e)",
        ),
        (
            "a script of another server",
            "script-src-elem",
            "const e = document.createElement('script'); e.src = 'https://example.org/a.js'; document.head.append(e)",
        ),
        (
            "a picture of another server",
            "img-src",
            "new Image().src = 'https://example.org/a.png'",
        ),
        (
            "an inline style",
            "style-src-attr",
            "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')",
        ),
        (
            "a request to another server",
            "connect-src",
            "fetch('https://example.org/').catch(() => {})",
        ),
    ] {
        visitor
            .js(&format!(
                "window.__witness.breaches.length = 0; {breach}; return true"
            ))
            .await?;
        visitor
            .expect(
                &format!("{what} is refused"),
                &format!(
                    "window.__witness.breaches.some(breach => breach.startsWith('{directive}:'))"
                ),
            )
            .await?;
    }
    ensure!(
        visitor.js("window.__ran ?? null").await? == Value::Null,
        "an inline script ran"
    );
    Ok(())
}
