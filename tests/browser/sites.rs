//! The book, built once, and served twice to each test: by the book's own server, and as a static host
//! serves it, without any header and below a path.
//!
//! Each test has ports of its own. A browser keeps what it remembers by address, so on a port that was
//! never used before it remembers nothing.

use anyhow::Result;
use axum::Router;
use book::problem::spelled;
use proofs::site;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tower_http::services::ServeDir;

/// The built book.
pub struct Book {
    folder: TempDir,
    ports: Mutex<BTreeSet<u16>>,
}

/// Both servers of a test, which end with it.
pub struct Sites {
    /// The book's own server: `http://127.0.0.1:PORT`.
    pub own: String,
    /// The static host: `http://127.0.0.1:PORT/memory`.
    pub hosted: String,
    /// Whatever still runs in it, and each open connection, goes with it.
    servers: Option<Runtime>,
}

impl Book {
    pub fn built() -> Book {
        Book {
            folder: site::built(),
            ports: Mutex::default(),
        }
    }

    /// The folder of the built site.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The names of all pages without `.html`, the generated ones too.
    pub fn pages(&self) -> Vec<String> {
        let files = site::below(self.folder());
        let pages = files
            .keys()
            .filter(|file| file.extension().is_some_and(|it| it == "html"));
        pages
            .map(|page| spelled(&page.with_extension("")))
            .collect()
    }

    /// Serves it.
    pub fn served(&self) -> Result<Sites> {
        let servers = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;

        let (listener, port) = self.listener()?;
        let own = format!("http://127.0.0.1:{port}");
        let folder = self.folder().to_path_buf();
        servers.spawn(async { book::serve::built(TcpListener::from_std(listener)?, folder).await });

        let (listener, port) = self.listener()?;
        let hosted = format!("http://127.0.0.1:{port}/memory");
        let files = Router::new().nest_service("/memory", ServeDir::new(self.folder()));
        servers.spawn(async { axum::serve(TcpListener::from_std(listener)?, files).await });

        Ok(Sites {
            own,
            hosted,
            servers: Some(servers),
        })
    }

    /// Listens on a port that no test has had.
    fn listener(&self) -> Result<(std::net::TcpListener, u16)> {
        loop {
            let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            listener.set_nonblocking(true)?;
            let port = listener.local_addr()?.port();
            if self.ports.lock().expect("no panic").insert(port) {
                return Ok((listener, port));
            }
        }
    }
}

impl Drop for Sites {
    fn drop(&mut self) {
        // A runtime may not be dropped where another one waits for it to end.
        if let Some(servers) = self.servers.take() {
            servers.shutdown_background();
        }
    }
}
