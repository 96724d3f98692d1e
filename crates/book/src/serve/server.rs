//! Serves the site's files and the news of newer ones.
//!
//! Every other page on the reader's machine can send requests here, so a request must name this
//! server as its host (a foreign name that resolves to this machine is refused), a page of another
//! origin may not read the news, and no page may frame these.

use super::{Live, News};
use crate::policy;
use anyhow::Result;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use futures_util::{Stream, stream};
use std::convert::Infallible;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

/// Answers requests until the process ends.
///
/// # Errors
/// When the listener fails.
pub async fn run(listener: TcpListener, live: Live) -> Result<()> {
    let port = listener.local_addr()?.port();
    let routes = Router::new()
        .route("/live", get(news))
        .route("/live.js", get(waiting_script))
        .fallback(file)
        .with_state(live)
        .layer(middleware::from_fn_with_state(port, guard));
    Ok(axum::serve(listener, routes).await?)
}

/// Refuses what does not come from this server's own pages, and says what its pages may do.
async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    let mut response = match is_own(&request, port) {
        true => next.run(request).await,
        false => {
            let words = "this book is served to its own pages only\n";
            (StatusCode::FORBIDDEN, words).into_response()
        }
    };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy::HEADER),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        // A page is built again whenever a file is saved.
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether a request names this server as its host, and comes from no page of another origin.
fn is_own(request: &Request, port: u16) -> bool {
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let header = |name| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let is_own = |host: &str| own.iter().any(|own| own == host);
    header(header::HOST).is_some_and(is_own)
        && header(header::ORIGIN)
            .is_none_or(|origin| origin.strip_prefix("http://").is_some_and(is_own))
}

/// A file of the site that was built last.
async fn file(State(live): State<Live>, request: Request) -> Response {
    let Some(folder) = live.folder() else {
        let error = live.news.borrow().error.clone();
        return Html(waiting(error.as_deref())).into_response();
    };
    let not_found = ServeFile::new(folder.join("404.html"));
    match ServeDir::new(&folder)
        .not_found_service(not_found)
        .try_call(request)
        .await
    {
        Ok(response) => response.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// The page that stands where no site has been built yet.
fn waiting(error: Option<&str>) -> String {
    let words = match error {
        Some(_) => "The book has a mistake and no page could be built yet.",
        None => "The book is being built.",
    };
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not built yet</title>\
         <script src=\"/live.js\" defer></script><body><main><p>{words}</p></main></body></html>"
    )
}

/// The script by which that page waits; it may not stand in the page, whose policy refuses it there.
async fn waiting_script() -> impl IntoResponse {
    let script = include_str!("../../../../theme/live.js");
    ([(header::CONTENT_TYPE, "text/javascript")], script)
}

/// Tells a page the state of the site now and whenever it changes.
async fn news(State(live): State<Live>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut receiver = live.news.subscribe();
    receiver.mark_changed();
    let events = stream::unfold(receiver, |mut receiver| async {
        receiver.changed().await.ok()?;
        let News { built, error } = receiver.borrow_and_update().clone();
        let told = serde_json::json!({ "built": built as u64, "error": error });
        Some((Ok(Event::default().data(told.to_string())), receiver))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
