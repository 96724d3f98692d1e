//! What chromedriver understands beyond WebDriver: DevTools commands, and the logs of a page.

use axum::http::Method;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A command below the session's address, with the body that it sends.
#[derive(Debug)]
pub struct Command {
    path: &'static str,
    body: Value,
}

impl Command {
    /// A command of Chromium's DevTools protocol.
    pub fn devtools(name: &str, parameters: Value) -> Command {
        Command {
            path: "goog/cdp/execute",
            body: json!({ "cmd": name, "params": parameters }),
        }
    }

    /// What a log holds since it was last asked for: `browser` (the console) or `performance` (what
    /// was sent over the network).
    pub fn log(kind: &str) -> Command {
        Command {
            path: "se/log",
            body: json!({ "type": kind }),
        }
    }
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/", session.unwrap_or_default()))?
            .join(self.path)
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
