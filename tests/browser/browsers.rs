//! Browsers that stay open from test to test, since starting one takes longer than most tests.
//!
//! A test has a tab of its own in one. What it asks of a tab (screen, media, permissions, scripts before
//! each page, no script at all) goes with the tab; what a page keeps lies under the test's own address
//! (`sites.rs`), but for cookies, which all ports share and which are cleared. A browser whose test has
//! failed, or that does not answer as it should, is used no more.

use super::command::Command;
use super::driver::Tools;
use anyhow::{Context, Result, bail, ensure};
use fantoccini::wd::{TimeoutConfiguration, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::sync::Mutex;
use std::time::Duration;

/// Open browsers that nobody uses.
pub struct Browsers {
    tools: Tools,
    /// The address of chromedriver.
    driver: String,
    idle: Mutex<Vec<Browser>>,
}

/// One browser, with a tab that keeps it open.
#[derive(Clone)]
pub struct Browser {
    pub client: Client,
    first_tab: WindowHandle,
}

impl Browsers {
    pub fn new(tools: Tools, driver: String) -> Browsers {
        Browsers {
            tools,
            driver,
            idle: Mutex::default(),
        }
    }

    /// A browser for one test.
    pub async fn take(&self) -> Result<Browser> {
        let idle = self.idle.lock().expect("no panic").pop();
        match idle {
            Some(browser) => Ok(browser),
            None => self.open().await.context("no browser could be opened"),
        }
    }

    /// Takes a browser back from a test that has passed.
    pub async fn give_back(&self, browser: Browser) {
        match browser.clean().await {
            Ok(()) => self.idle.lock().expect("no panic").push(browser),
            Err(_) => browser.close().await,
        }
    }

    async fn open(&self) -> Result<Browser> {
        let capabilities = json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": {
                "binary": self.tools.browser,
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                    "--hide-scrollbars", "--window-size=1280,800",
                    // Whatever a page asks for elsewhere is not found, also on a machine that is online.
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                ],
            },
        });
        let Value::Object(capabilities) = capabilities else {
            bail!("capabilities are an object");
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&self.driver)
            .await?;
        // axe-core looks at every element, and the whole book on one page has many.
        let timeouts = TimeoutConfiguration::new(Some(Duration::from_secs(300)), None, None);
        client.update_timeouts(timeouts).await?;
        let first_tab = client.window().await?;
        Ok(Browser { client, first_tab })
    }
}

impl Browser {
    /// A command of the DevTools protocol, to the tab that is looked at.
    pub async fn devtools(&self, name: &str, parameters: Value) -> Result<Value> {
        self.client
            .issue_cmd(Command::devtools(name, parameters))
            .await
            .with_context(|| format!("`{name}` failed"))
    }

    /// The entries of a log since it was last asked for.
    pub async fn log(&self, kind: &str) -> Result<Vec<Value>> {
        let log = self.client.issue_cmd(Command::log(kind)).await?;
        Ok(log.as_array().cloned().unwrap_or_default())
    }

    /// Opens a tab, and looks at it.
    pub async fn new_tab(&self) -> Result<WindowHandle> {
        let tab = self.client.new_window(true).await?.handle;
        self.client.switch_to_window(tab.clone()).await?;
        // Otherwise the tab that was there before keeps the keyboard.
        self.devtools("Page.bringToFront", json!({})).await?;
        Ok(tab)
    }

    /// Closes every tab but the first, and clears what holds for all addresses.
    pub async fn clean(&self) -> Result<()> {
        for tab in self.client.windows().await? {
            if tab != self.first_tab {
                self.client.switch_to_window(tab).await?;
                self.client.close_window().await?;
            }
        }
        self.client.switch_to_window(self.first_tab.clone()).await?;
        let tabs = self.client.windows().await?;
        ensure!(
            tabs == [self.first_tab.clone()],
            "{} tabs are open",
            tabs.len()
        );
        self.devtools("Network.clearBrowserCookies", json!({}))
            .await?;
        for kind in ["browser", "performance"] {
            self.log(kind).await?;
        }
        Ok(())
    }

    /// Closes it.
    pub async fn close(self) {
        // One that has crashed is gone already.
        let _ = self.client.close().await;
    }
}
