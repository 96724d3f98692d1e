//! `book`: builds the site, serves it, and builds it again whenever a file of the book is saved.
//!
//! A build that fails leaves the last good site in place; its error goes to the terminal and to
//! the open page.

mod ask;
mod server;
mod watch;

use crate::census;
use crate::facts::Show;
use crate::problem::Problem;
use crate::project::Project;
use crate::site::{self, Site};
use anyhow::{Context, Result};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use tokio::sync::watch as channel;

/// What an open page is told.
#[derive(Clone, Debug, Default)]
struct News {
    /// When the site was built, in milliseconds since 1970; a page asked for earlier is stale.
    built: u128,
    /// Why the newest build failed, if it did.
    error: Option<String>,
}

/// The site that is served, and who listens for a newer one.
#[derive(Clone)]
struct Live {
    folder: Arc<RwLock<Option<PathBuf>>>,
    news: channel::Sender<News>,
}

impl Live {
    fn folder(&self) -> Option<PathBuf> {
        self.folder
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Serves the book on this machine until it is stopped.
///
/// # Errors
/// When the port is taken or the files cannot be watched. A mistake in the book is no error here.
pub fn serve(project: &Project, port: u16, open: bool) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        // Before the first build, so that a taken port is told at once.
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| unbound(port, &error))?;
        let url = format!("http://{}", listener.local_addr()?);
        let live = Live {
            folder: Arc::default(),
            news: channel::Sender::default(),
        };

        let builder = Builder {
            project: project.clone(),
            live: live.clone(),
        };
        let (watcher, changes) = watch::start(project).context("the files cannot be watched")?;
        std::thread::spawn(move || {
            let _watcher = watcher;
            builder.run(&changes, &url, open);
        });
        server::run(listener, live).await
    })
}

/// Why the port could not be had, and what to do.
fn unbound(port: u16, error: &std::io::Error) -> Problem {
    let what = match error.kind() {
        std::io::ErrorKind::AddrInUse => format!("port {port} is in use, perhaps by this book"),
        _ => format!("port {port} cannot be had: {error}"),
    };
    let other = port.checked_add(1).unwrap_or(4949);
    let fix = format!(
        "stop the other program, or choose another port with `cargo run -- --port {other}` \
         (a page keeps what it remembers for each port apart)"
    );
    Problem::new(format!("127.0.0.1:{port}"), what, fix)
}

/// Builds whenever something has changed.
struct Builder {
    project: Project,
    live: Live,
}

impl Builder {
    fn run(&self, changes: &watch::Changes, url: &str, open: bool) {
        ask::forget(&self.project);
        let asked = ask::stale(&self.project);
        let mut failed = asked.is_err();
        self.build(asked.err());
        eprintln!("the book is at {url} (stop it with Ctrl-C)");
        if open && let Err(error) = opener::open_browser(url) {
            eprintln!("error: no browser could be opened: {error}; open {url} yourself");
        }
        while let Some(files) = changes.next() {
            let mut asked = ask::changed(&self.project, &files);
            if failed && asked.is_ok() {
                // A program that gave no answer is asked again, whatever else was saved.
                asked = ask::stale(&self.project);
            }
            failed = asked.is_err();
            self.build(asked.err());
        }
    }

    /// Builds into the folder that is not being served, and serves it if all went well.
    fn build(&self, asked: Option<Problem>) {
        let start = Instant::now();
        let served = self.live.folder();
        let slots = ["a", "b"].map(|slot| self.project.target().join("book/site").join(slot));
        let [first, second] = slots;
        let folder = if served.as_ref() == Some(&first) {
            second
        } else {
            first
        };
        let site = Site {
            folder: folder.clone(),
            show: Show::Newest,
            live: true,
        };
        let built = match asked {
            Some(problem) => Err(problem.into()),
            None => site::build(&self.project, &site),
        };
        let error = match built {
            Ok(()) => {
                *self
                    .live
                    .folder
                    .write()
                    .unwrap_or_else(PoisonError::into_inner) = Some(folder);
                eprintln!("built in {} ms", start.elapsed().as_millis());
                None
            }
            Err(error) => {
                let error = crate::explain(&error);
                eprintln!("error: {error}");
                Some(error)
            }
        };
        let is_built = error.is_none();
        self.live.news.send_modify(|news| {
            if is_built {
                let now = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default();
                news.built = now.as_millis();
            }
            news.error = error;
        });
        // Behind the news, so that no page waits for it.
        if is_built {
            self.warn();
        }
    }

    /// Tells what `cargo test` would refuse, but what need not stop an author in the middle of it.
    fn warn(&self) {
        let counted = census::check(&self.project).unwrap_or_default();
        let undescribed = census::undescribed(&self.project).unwrap_or_default();
        for problem in counted.into_iter().chain(undescribed) {
            eprintln!("warning: {problem}");
        }
    }
}
