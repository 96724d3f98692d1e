//! The book, built once and served twice on ports of its own: by the book's server, and as a static
//! host serves it, without any header and below a path.

use anyhow::Result;
use axum::Router;
use book::problem::spelled;
use proofs::site;
use std::net::Ipv4Addr;
use std::path::Path;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

/// Both servers and their files.
pub struct Sites {
    /// The book's own server: `http://127.0.0.1:PORT`.
    pub own: String,
    /// The static host: `http://127.0.0.1:PORT/memory`.
    pub hosted: String,
    folder: TempDir,
}

impl Sites {
    /// Builds the book and serves it as long as the runtime lives.
    pub async fn start() -> Result<Sites> {
        let folder = site::built();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let own = format!("http://{}", listener.local_addr()?);
        tokio::spawn(book::serve::built(listener, folder.path().into()));

        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let hosted = format!("http://{}/memory", listener.local_addr()?);
        let files = Router::new().nest_service("/memory", ServeDir::new(folder.path()));
        tokio::spawn(async { axum::serve(listener, files).await });

        Ok(Sites {
            own,
            hosted,
            folder,
        })
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
}
