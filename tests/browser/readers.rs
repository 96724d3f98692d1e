//! Readers do not meet: what one does to a browser, the next at the same browser does not see.
//! Otherwise the order of the tests would matter.

use super::visitor::{Look, Visitor};
use super::world::World;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn tests(world: &Arc<World>) -> Vec<Trial> {
    vec![world.test("readers/do_not_meet", do_not_meet)]
}

/// What a reader can see of others, by name.
const TRACES: &str = "
    const traces = {
        stored: localStorage.length + sessionStorage.length,
        cookies: document.cookie,
        clipboard: (await navigator.permissions.query({name: 'clipboard-read'})).state,
        scripts: typeof window.__left,
        named: window.name,
        wide: innerWidth,
        dense: devicePixelRatio,
        touched: navigator.maxTouchPoints,
        dark: matchMedia('(prefers-color-scheme: dark)').matches,
        paper: matchMedia('print').matches,
        focused: document.hasFocus(),
        been: history.length,
    };
    done(traces);";

async fn traces(visitor: &Visitor) -> Result<Value> {
    visitor.open("index.html").await?;
    let script = format!("(async () => {{ {TRACES} }})()");
    visitor.js_later(&script).await
}

async fn do_not_meet(visitor: Visitor) -> Result<()> {
    let alone = traces(&visitor).await?;

    visitor.open("moves.html").await?;
    let granted = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    visitor
        .devtools("Browser.grantPermissions", granted)
        .await?;
    visitor.before_each_page("window.__left = true").await?;
    visitor.phone(390, 844).await?;
    visitor.look(Look::Dark).await?;
    visitor
        .devtools(
            "Emulation.setEmulatedMedia",
            json!({
                "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }],
            }),
        )
        .await?;
    visitor
        .js(
            "localStorage.left = sessionStorage.left = window.name = 'left';
             document.cookie = 'left=left; max-age=600'; console.error('left'); return true",
        )
        .await?;
    let left = traces(&visitor).await?;
    for (trace, found) in alone.as_object().context("traces by name")? {
        let is_left = trace == "focused" || left[trace] != *found;
        ensure!(is_left, "`{trace}` is left as it was: {found}");
    }
    visitor.without_script().await?;
    visitor.new_tab().await?;
    visitor.open("moves.html").await?;

    let next = visitor.next().await?;
    let complaints = next.complaints().await?;
    ensure!(
        complaints.is_empty(),
        "heard of the last reader: {complaints:?}"
    );
    let requests = next.requests().await?;
    let foreign = |url: &&String| !url.starts_with("data:");
    ensure!(
        !requests.iter().any(|it| foreign(&it)),
        "seen of the last reader: {requests:?}"
    );
    let met = traces(&next).await?;
    ensure!(
        met == alone,
        "the next reader meets {met:#}\nand not {alone:#}"
    );
    Ok(())
}
