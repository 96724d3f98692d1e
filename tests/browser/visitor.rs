//! A reader: a tab of a browser, and what can be done and seen with it.
//!
//! Every test has a reader of its own, so nothing that one leaves behind (progress, theme, screen)
//! is met by the next.

use super::browsers::Browser;
use super::sites::Sites;
use super::world::World;
use anyhow::{Context, Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long anything on a page may take before it counts as not happening.
const PATIENCE: Duration = Duration::from_secs(10);

/// What runs in every page before its own scripts: it notes what must not happen.
const WITNESS: &str = include_str!("witness.js");

/// How the page is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Look {
    Light,
    Dark,
    HighContrast,
}

impl Look {
    pub const ALL: [Look; 3] = [Look::Light, Look::Dark, Look::HighContrast];

    pub fn name(self) -> &'static str {
        match self {
            Look::Light => "light",
            Look::Dark => "dark",
            Look::HighContrast => "high_contrast",
        }
    }

    /// The theme of the page in it.
    fn theme(self) -> &'static str {
        match self {
            Look::Dark => "navy",
            Look::Light | Look::HighContrast => "light",
        }
    }
}

/// One reader.
#[derive(Clone)]
pub struct Visitor {
    pub world: Arc<World>,
    pub sites: Arc<Sites>,
    browser: Browser,
}

impl Visitor {
    /// Sits down at a desktop screen.
    pub async fn arrive(world: Arc<World>) -> Result<Visitor> {
        let browser = world.browsers.take().await?;
        Visitor::sit_down(world, browser).await
    }

    async fn sit_down(world: Arc<World>, browser: Browser) -> Result<Visitor> {
        browser.new_tab().await?;
        let visitor = Visitor {
            sites: Arc::new(world.book.served()?),
            browser,
            world,
        };
        visitor.before_each_page(WITNESS).await?;
        Ok(visitor)
    }

    /// The next reader, at the same browser.
    pub async fn next(self) -> Result<Visitor> {
        self.browser.clean().await?;
        Visitor::sit_down(self.world, self.browser).await
    }

    /// Leaves the browser to the next, if all went well.
    pub async fn leave(self, is_well: bool) {
        match is_well {
            true => self.world.browsers.give_back(self.browser).await,
            false => self.browser.close().await,
        }
    }

    /// Runs a script in every page from now on, before the page's own.
    pub async fn before_each_page(&self, script: &str) -> Result<()> {
        let parameters = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await
            .map(drop)
    }

    /// Opens a page of the book's own server, by its path: `moves.html#moves/assignment`.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.goto(&format!("{}/{path}", self.sites.own)).await
    }

    /// Opens an address.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.browser
            .client
            .goto(url)
            .await
            .with_context(|| format!("`{url}` does not open"))
    }

    /// The tab that is looked at.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.browser.client.window().await?)
    }

    /// Opens a tab beside the others, and looks at it.
    pub async fn new_tab(&self) -> Result<WindowHandle> {
        self.browser.new_tab().await
    }

    /// Looks at another tab.
    pub async fn switch_to(&self, tab: WindowHandle) -> Result<()> {
        Ok(self.browser.client.switch_to_window(tab).await?)
    }

    pub async fn reload(&self) -> Result<()> {
        Ok(self.browser.client.refresh().await?)
    }

    pub async fn back(&self) -> Result<()> {
        Ok(self.browser.client.back().await?)
    }

    /// The address without the server: `/moves.html#moves/assignment`.
    pub async fn address(&self) -> Result<String> {
        self.text("location.pathname + location.hash").await
    }

    /// The value of an expression, or of a function's body that says `return`.
    pub async fn js(&self, script: &str) -> Result<Value> {
        let body = match script.contains("return ") {
            true => script.to_owned(),
            false => format!("return ({script});"),
        };
        self.browser
            .client
            .execute(&body, Vec::new())
            .await
            .with_context(|| format!("in the page: {}", shortened(script)))
    }

    /// The result of a function's body that calls `done(result)`.
    pub async fn js_later(&self, script: &str) -> Result<Value> {
        let body = format!("const done = arguments[arguments.length - 1]; {script}");
        self.browser
            .client
            .execute_async(&body, Vec::new())
            .await
            .with_context(|| format!("in the page: {}", shortened(script)))
    }

    /// An expression that is a string.
    pub async fn text(&self, script: &str) -> Result<String> {
        let value = self.js(script).await?;
        let text = value.as_str().map(str::to_owned);
        text.with_context(|| format!("`{}` is {value}, no text", shortened(script)))
    }

    /// An expression that is a number.
    pub async fn number(&self, script: &str) -> Result<f64> {
        let value = self.js(script).await?;
        value
            .as_f64()
            .with_context(|| format!("`{}` is {value}, no number", shortened(script)))
    }

    /// An expression that is a list of strings.
    pub async fn list(&self, script: &str) -> Result<Vec<String>> {
        let value = self.js(script).await?;
        serde_json::from_value(value.clone())
            .with_context(|| format!("`{}` is {value}, no list of texts", shortened(script)))
    }

    /// Holds when an expression is true, at once or within [`PATIENCE`].
    pub async fn expect(&self, what: &str, script: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let value = self.js(script).await?;
            if value == Value::Bool(true) {
                return Ok(());
            }
            if Instant::now() > until {
                bail!("{what}: not so; `{}` is {value}", shortened(script));
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, name: &str, parameters: Value) -> Result<Value> {
        self.browser.devtools(name, parameters).await
    }

    /// The console's warnings and errors since they were last asked for.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = self.browser.log("browser").await?;
        Ok(log
            .iter()
            .filter(|entry| matches!(entry["level"].as_str(), Some("WARNING" | "SEVERE")))
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// Every address that was requested since it was last asked for, in order.
    pub async fn requests(&self) -> Result<Vec<String>> {
        let log = self.browser.log("performance").await?;
        let mut urls = Vec::new();
        for entry in log {
            let message: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let message = &message["message"];
            if message["method"] == "Network.requestWillBeSent" {
                let url = &message["params"]["request"]["url"];
                urls.push(url.as_str().unwrap_or_default().to_owned());
            }
        }
        Ok(urls)
    }

    /// What the witness has seen under a name since the page was opened.
    pub async fn witnessed(&self, what: &str) -> Result<Vec<String>> {
        self.list(&format!("window.__witness.{what}")).await
    }

    /// Takes a look from the next page on.
    pub async fn look(&self, look: Look) -> Result<()> {
        // Once, so that a test can choose another theme in the page.
        self.before_each_page(&format!(
            "try {{ localStorage['mdbook-theme'] ??= '{}'; }} catch {{}}",
            look.theme()
        ))
        .await?;
        self.prefer(look).await
    }

    /// Takes a look in the page that is open, and waits until the page has it.
    pub async fn change_look(&self, look: Look) -> Result<()> {
        self.prefer(look).await?;
        let theme = look.theme();
        self.js(&format!(
            "const theme = document.getElementById('theme'); theme.value = '{theme}';
             theme.dispatchEvent(new Event('change', {{bubbles: true}})); return true"
        ))
        .await?;
        self.expect(
            "the page takes the theme",
            &format!("document.documentElement.classList.contains('{theme}')"),
        )
        .await?;
        let rest = "requestAnimationFrame(() =>
            Promise.allSettled(document.getAnimations().map(it => it.finished)).then(() => done(true)))";
        self.js_later(rest).await.map(drop)
    }

    /// Tells pages what the reader's system prefers.
    async fn prefer(&self, look: Look) -> Result<()> {
        let features = match look {
            Look::Light => json!([{ "name": "prefers-color-scheme", "value": "light" }]),
            Look::Dark => json!([{ "name": "prefers-color-scheme", "value": "dark" }]),
            Look::HighContrast => json!([
                { "name": "forced-colors", "value": "active" },
                { "name": "prefers-contrast", "value": "more" },
            ]),
        };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await
        .map(drop)
    }

    /// Takes a screen of this many CSS pixels.
    pub async fn screen(&self, width: u32, height: u32) -> Result<()> {
        let parameters = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", parameters)
            .await
            .map(drop)
    }

    /// Takes a phone: a narrow screen that is touched.
    pub async fn phone(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        let touch = json!({ "enabled": true, "maxTouchPoints": 1 });
        self.devtools("Emulation.setTouchEmulationEnabled", touch)
            .await
            .map(drop)
    }

    /// Switches script off from the next page on.
    pub async fn without_script(&self) -> Result<()> {
        let parameters = json!({ "value": true });
        self.devtools("Emulation.setScriptExecutionDisabled", parameters)
            .await
            .map(drop)
    }

    /// Presses keys one after the other: characters, or names of [`key`].
    pub async fn press(&self, keys: &[char]) -> Result<()> {
        let actions = keys
            .iter()
            .fold(KeyActions::new("keyboard".to_owned()), |actions, key| {
                actions
                    .then(KeyAction::Down { value: *key })
                    .then(KeyAction::Up { value: *key })
            });
        Ok(self.browser.client.perform_actions(actions).await?)
    }

    /// Types a text into what has the focus.
    pub async fn write(&self, text: &str) -> Result<()> {
        self.press(&text.chars().collect::<Vec<_>>()).await
    }

    /// Clicks (or, on a phone, taps) the middle of the first element that a selector finds, which
    /// must be there and be what lies uppermost.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let point = self.point_of(selector).await?;
        let is_touched = self.js("navigator.maxTouchPoints > 0").await? == Value::Bool(true);
        if is_touched {
            let touch = json!({ "type": "touchStart", "touchPoints": [point] });
            self.devtools("Input.dispatchTouchEvent", touch).await?;
            let lifted = json!({ "type": "touchEnd", "touchPoints": [] });
            self.devtools("Input.dispatchTouchEvent", lifted).await?;
            return Ok(());
        }
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let mouse = json!({
                "type": kind, "x": point["x"], "y": point["y"], "button": "left", "clickCount": 1,
            });
            self.devtools("Input.dispatchMouseEvent", mouse).await?;
        }
        Ok(())
    }

    /// Moves the mouse over the first element that a selector finds.
    pub async fn hover(&self, selector: &str) -> Result<()> {
        let point = self.point_of(selector).await?;
        let mouse = json!({ "type": "mouseMoved", "x": point["x"], "y": point["y"] });
        self.devtools("Input.dispatchMouseEvent", mouse)
            .await
            .map(drop)
    }

    /// The middle of an element in the window, once it has been scrolled there.
    async fn point_of(&self, selector: &str) -> Result<Value> {
        let found = self
            .js(&format!(
                "const all = [...document.querySelectorAll({})];
                 const element = all.find(e => e.checkVisibility({{visibilityProperty: true}}) && e.getClientRects().length);
                 if (!element) return all.length + ' found and none is visible';
                 element.scrollIntoView({{block: 'center', inline: 'center', behavior: 'instant'}});
                 const box = element.getClientRects()[0];
                 const x = box.left + box.width / 2, y = box.top + box.height / 2;
                 const top = document.elementFromPoint(x, y);
                 const label = element.closest('label') ?? element.labels?.[0];
                 const fits = top && (element.contains(top) || top.contains(element) || label?.contains(top));
                 return fits ? {{x, y}} : 'under ' + (top?.outerHTML ?? 'nothing').slice(0, 200);",
                json!(selector)
            ))
            .await?;
        match found.as_str() {
            Some(why) => bail!("`{selector}` cannot be clicked: {why}"),
            None => Ok(found),
        }
    }

    /// Opens every fold of the page, or closes it.
    pub async fn fold(&self, is_open: bool) -> Result<()> {
        self.js(&format!(
            "for (const fold of document.querySelectorAll('main details')) fold.open = {is_open}; return true"
        ))
        .await
        .map(drop)
    }

    /// A picture of what is in the window.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.browser.client.screenshot().await?)
    }
}

/// Keys by name, as WebDriver writes them.
pub mod key {
    pub const TAB: char = '\u{e004}';
    pub const ENTER: char = '\u{e007}';
    pub const ESCAPE: char = '\u{e00c}';
    pub const SPACE: char = ' ';
    pub const END: char = '\u{e010}';
    pub const HOME: char = '\u{e011}';
    pub const LEFT: char = '\u{e012}';
    pub const RIGHT: char = '\u{e014}';
    pub const DOWN: char = '\u{e015}';
}

/// The beginning of a script, for a message.
fn shortened(script: &str) -> String {
    let words: Vec<&str> = script.split_whitespace().collect();
    words.join(" ").chars().take(160).collect()
}
