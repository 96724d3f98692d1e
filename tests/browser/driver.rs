//! Chromium, driven by chromedriver; both are Debian's packages, or whatever the search path has.
//!
//! chromedriver is started on a port that it chooses itself, and ends with the tests: it is asked to
//! close its browsers first, and then killed. All of them stay in the process group of the tests, so
//! Ctrl-C in a terminal ends them too.

use anyhow::{Context, Result, bail};
use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The two programs, as the search path has them.
pub struct Tools {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

impl Tools {
    /// Finds a chromedriver, and a browser of its version; otherwise says what is missing.
    pub fn find() -> Result<Tools, String> {
        let browsers = on_path(&["chromium", "chromium-browser", "google-chrome", "chrome"]);
        let driver = on_path(&["chromedriver"]).into_iter().next();
        let Some(driver) = driver else {
            return Err(match browsers.is_empty() {
                true => "neither Chromium nor chromedriver is on the search path".into(),
                false => "chromedriver is not on the search path".into(),
            });
        };
        if browsers.is_empty() {
            return Err("Chromium is not on the search path".into());
        }
        let wanted = version(&driver);
        let browser = browsers.into_iter().find(|it| version(it) == wanted);
        match browser {
            Some(browser) => Ok(Tools { browser, driver }),
            None => {
                let wanted = wanted.unwrap_or_default();
                Err(format!("no Chromium fits chromedriver {wanted}"))
            }
        }
    }
}

/// All programs of these names on the search path.
fn on_path(names: &[&str]) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    names
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)))
        .map(|file| file.with_extension(env::consts::EXE_EXTENSION))
        .filter(|file| file.is_file())
        .collect()
}

/// The number before the first full stop: "Chromium 142.0.7444.59", "ChromeDriver 142.0.…".
fn version(program: &Path) -> Option<String> {
    let said = Command::new(program).arg("--version").output().ok()?;
    let said = String::from_utf8_lossy(&said.stdout);
    let mut words = said.split_whitespace();
    let version = words.find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(version.split('.').next()?.to_owned())
}

/// A running chromedriver.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts it and waits until it listens.
    pub fn start(tools: &Tools) -> Result<Driver> {
        // It chooses a port for one protocol, which another program may have for the other.
        let mut tries = (0..5).map(|_| Driver::once(tools));
        let started = tries.find(Result::is_ok);
        started.unwrap_or_else(|| Driver::once(tools))
    }

    fn once(tools: &Tools) -> Result<Driver> {
        let mut child = Command::new(&tools.driver)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("`{}` does not start", tools.driver.display()))?;
        let stdout = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(stdout);
        let mut line = String::new();
        // "ChromeDriver was started successfully on port 41285."
        while lines.read_line(&mut line)? > 0 {
            let number = line.rsplit("on port ").next().unwrap_or_default();
            if line.contains("started successfully")
                && let Ok(port) = number.trim().trim_end_matches('.').parse()
            {
                // What it says later is nobody's business, but the pipe may not fill.
                std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
                return Ok(Driver { child, port });
            }
            line.clear();
        }
        let status = child.wait()?;
        bail!("`{}` ended at once: {status}", tools.driver.display())
    }

    /// Where it takes commands.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks it to close every browser and to end.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // One that does not answer is killed all the same.
        let _ = self.shut_down();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
