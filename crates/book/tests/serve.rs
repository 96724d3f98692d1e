//! Proves what the local server gives and refuses, and that an open page follows the author:
//! saved files, mistakes, and facts that nobody has accepted yet.
//!
//! The requests are written by hand, since no proper client would send the improper ones.

mod sandbox;

use book::policy::POLICY;
use sandbox::{Sandbox, changes, main_of};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

const CHAPTER_FILE: &str = "src/moves.md";
const LISTING_FILE: &str = "examples/moves/assignment.rs";
const REFUSED: &str = "this book is served to its own pages only\n";

/// How long to wait for what must come; a slow machine needs patience, and no test waits in vain.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn the_book_is_served() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    for path in ["/", "/index.html", "/moves.html"] {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.headers["content-type"], "text/html", "{path}");
        assert!(
            page.body.contains("<h1 id=\"moves\">"),
            "{path}: {}",
            main_of(&page.body)
        );
        assert!(
            page.body.contains("bill to Ada"),
            "{path}: {}",
            main_of(&page.body)
        );
        assert!(
            page.body.contains("src=\"theme/live"),
            "{path}: {}",
            main_of(&page.body)
        );
    }
}

#[test]
fn every_answer_says_what_its_page_may_do() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    for path in ["/", "/moves.html", "/no_such_page.html"] {
        let headers = server.get(path).headers;
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(
            headers["cross-origin-resource-policy"], "same-origin",
            "{path}"
        );
        assert_eq!(
            headers["content-security-policy"],
            format!("{POLICY}; frame-ancestors 'none'"),
            "{path}"
        );
    }
}

#[test]
fn the_page_for_a_wrong_address_finds_its_files_from_any_folder() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let answer = server.get("/no/such/page.html");
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("<base href=\"/\">"), "{}", answer.body);
}

#[test]
fn a_request_to_another_host_is_refused() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let port = server.port;
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        "127.0.0.1".to_owned(),
        "127.0.0.1:1".to_owned(),
        String::new(),
    ] {
        for path in ["/", "/live", "/no_such_page.html"] {
            let answer = server.ask(path, &[&format!("Host: {host}")]);
            assert_eq!(
                (answer.status, &*answer.body),
                (403, REFUSED),
                "{host} {path}"
            );
        }
    }
    let answer = server.ask("/", &[&format!("Host: localhost:{port}")]);
    assert_eq!(answer.status, 200);
}

#[test]
fn a_request_without_a_host_is_refused() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let answer = server.ask("/", &[]);
    assert_eq!((answer.status, &*answer.body), (403, REFUSED));
    let answer = server.send("GET / HTTP/1.0\r\n\r\n");
    assert_eq!((answer.status, &*answer.body), (403, REFUSED));
}

#[test]
fn a_request_of_another_origin_is_refused() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let host = format!("Host: 127.0.0.1:{}", server.port);
    for origin in [
        "http://evil.example".to_owned(),
        format!("http://evil.example:{}", server.port),
        format!("https://127.0.0.1:{}", server.port),
        "http://127.0.0.1:1".to_owned(),
        "null".to_owned(),
    ] {
        for path in ["/", "/live", "/no_such_page.html"] {
            let answer = server.ask(path, &[&host, &format!("Origin: {origin}")]);
            assert_eq!(
                (answer.status, &*answer.body),
                (403, REFUSED),
                "{origin} {path}"
            );
        }
    }
    let own = format!("Origin: http://127.0.0.1:{}", server.port);
    assert_eq!(server.ask("/", &[&host, &own]).status, 200);
}

#[test]
fn no_path_leads_out_of_the_site() {
    let book = Sandbox::new();
    book.write("secret.txt", "not for readers");
    let server = Server::start(&book);
    // The site lies four folders below the book.
    assert!(
        book.root()
            .join("target/book/site/a/../../../../secret.txt")
            .is_file()
    );

    let mut paths = vec![
        format!("/{}/secret.txt", book.root().display()),
        "/css/../../../../../secret.txt".to_owned(),
    ];
    for up in [
        "../",
        "%2e%2e/",
        "..%2f",
        "%2e%2e%2f",
        "..%5c",
        ".%2e/",
        "..//",
    ] {
        paths.extend((1..=6).map(|folders| format!("/{}secret.txt", up.repeat(folders))));
    }
    for path in paths {
        let answer = server.get(&path);
        assert!(
            (400..500).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.body.contains("not for readers"), "{path}");
    }
    let answer = server.get("/../book.toml");
    assert_eq!(answer.status, 404);
    assert!(
        answer.body.contains("There is no such page"),
        "{}",
        main_of(&answer.body)
    );
}

#[test]
fn an_unknown_page_is_answered_by_the_book() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let answer = server.get("/no_such_page.html");
    assert_eq!(answer.status, 404);
    assert!(
        answer.body.contains("There is no such page"),
        "{}",
        main_of(&answer.body)
    );
    assert!(
        answer.body.contains("A small book"),
        "{}",
        main_of(&answer.body)
    );
}

#[test]
fn a_second_server_on_one_port_is_refused() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let port = server.port;
    let other = port.checked_add(1).unwrap_or(4949);
    book.refuses(
        &format!("--port {port}"),
        &format!(
            "error: `127.0.0.1:{port}`: port {port} is in use, perhaps by this book; stop the other \
             program, or choose another port with `cargo run -- --port {other}` (a page keeps what \
             it remembers for each port apart)\n"
        ),
    );
    assert_eq!(server.get("/").status, 200, "the first server goes on");
}

#[test]
fn a_saved_chapter_is_served_and_told() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let mut news = server.news();
    let first = news.until("the site was built", |news| {
        news["built"].as_u64() > Some(0)
    });
    assert_eq!(first["error"], Value::Null);

    book.replace(CHAPTER_FILE, "# Moves", "# Moving");
    let second = news.until("a newer site", |news| {
        news["built"].as_u64() > first["built"].as_u64()
    });
    assert_eq!(second["error"], Value::Null);
    // Whoever was told finds the new page at once.
    assert!(server.get("/moves.html").body.contains("Moving"));
}

#[test]
fn a_server_that_is_left_alone_builds_no_more() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    // After a save, so that the watching is known to work.
    book.replace(CHAPTER_FILE, "# Moves", "# Moving");
    server.until("/moves.html", "the saved page", |page| {
        page.contains("Moving")
    });
    // What comes within this time is too much; a slow machine may only hide it.
    let said: Vec<String> = std::iter::from_fn(|| {
        let quiet = Duration::from_millis(1500);
        server.lines.recv_timeout(quiet).ok()
    })
    .take(4)
    .collect();
    // An editor's one save may be seen as two.
    assert!(said.len() < 4, "{said:#?}");
}

#[test]
fn a_mistake_is_told_and_leaves_the_last_good_page() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let mut news = server.news();
    let first = news.until("the site was built", |news| {
        news["built"].as_u64() > Some(0)
    });

    book.replace(CHAPTER_FILE, "#listing assignment", "#listing asignment");
    let told = news.until("the mistake", |news| !news["error"].is_null());
    assert_eq!(
        told["error"],
        "`src/moves.md:3`: there is no program `moves/asignment` (did you mean `assignment`?); \
         correct the name, or begin the program with `cargo run -- new moves/asignment`"
    );
    assert_eq!(
        told["built"], first["built"],
        "a failed build is no newer site"
    );
    let page = server.get("/moves.html");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("bill to Ada"), "{}", main_of(&page.body));
    // A page that is opened now is told too.
    let opened = server.news().until("the news of now", |_| true);
    assert_eq!(opened, told);

    book.replace(CHAPTER_FILE, "#listing asignment", "#listing assignment");
    let mended = news.until("the mistake is gone", |news| news["error"].is_null());
    assert!(
        mended["built"].as_u64() > first["built"].as_u64(),
        "{mended}"
    );
}

#[test]
fn a_book_that_begins_with_a_mistake_is_served_once_it_is_mended() {
    let book = Sandbox::new();
    book.replace(CHAPTER_FILE, "#listing assignment", "#listing asignment");
    let server = Server::start(&book);
    let page = server.get("/moves.html");
    assert!(
        page.body.contains("The book has a mistake"),
        "{}",
        main_of(&page.body)
    );
    assert!(
        page.body.contains("<script src=\"/live.js\""),
        "the page waits for news: {}",
        page.body
    );
    let script = server.get("/live.js");
    assert_eq!(script.headers["content-type"], "text/javascript");
    assert!(script.body.contains("new EventSource(\"/live\")"));

    book.replace(CHAPTER_FILE, "#listing asignment", "#listing assignment");
    server.until("/moves.html", "the mended page", |page| {
        page.contains("bill to Ada")
    });
}

#[test]
fn a_changed_listing_is_shown_as_not_accepted() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let committed = book.files();
    assert!(!server.get("/moves.html").body.contains("Not accepted yet"));

    book.replace(LISTING_FILE, "bill to", "for");
    let page = server.until("/moves.html", "the new output", |page| {
        page.contains("for Ada")
    });
    assert!(page.contains("Not accepted yet."), "{}", main_of(&page));
    assert!(
        page.contains("cargo run -- bless moves/assignment"),
        "{}",
        main_of(&page)
    );
    assert!(!page.contains("bill to Ada"), "{}", main_of(&page));
    assert_eq!(
        changes(&committed, &book.files()),
        [format!("changed {LISTING_FILE}")],
        "committed facts are accepted by `bless` only"
    );

    // Accepting makes the new output the book's own.
    book.run("bless moves/assignment").prints(
        "changed tests/snapshots/moves/assignment.snap\n\
             changed tests/snapshots/moves/assignment.story.snap\n\
             2 accepted, 0 unchanged\n",
    );
    let page = server.until("/moves.html", "the accepted page", |page| {
        !page.contains("Not accepted yet")
    });
    assert!(page.contains("for Ada"), "{}", main_of(&page));
}

#[test]
fn a_changed_forbidden_program_is_shown_as_not_accepted() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let committed = book.files();
    assert!(!server.get("/moves.html").body.contains("Not accepted yet"));

    let file = "tests/forbidden/moves/use_after_move.rs";
    book.replace(file, "A-1042", "A-1043");
    let page = server.until("/moves.html", "the new words", |page| {
        page.contains("Not accepted yet.")
    });
    assert!(
        page.contains("cargo run -- bless moves/use_after_move<"),
        "{}",
        main_of(&page)
    );
    assert_eq!(
        changes(&committed, &book.files()),
        [format!("changed {file}")]
    );
}

#[test]
fn a_listing_that_does_not_compile_is_told_with_rustcs_words() {
    let book = Sandbox::new();
    let server = Server::start(&book);
    let mut news = server.news();
    book.replace(LISTING_FILE, "{owner}", "{ower}");
    let told = news.until("the mistake", |news| !news["error"].is_null());
    let error = told["error"].as_str().unwrap_or_default();
    let begin = "`examples/moves/assignment.rs`: does not compile:\n\nerror[E0425]: ";
    let end = "\n\ncorrect it, then run `cargo run -- bless moves/assignment`";
    assert!(error.starts_with(begin) && error.ends_with(end), "{error}");
    assert!(server.get("/moves.html").body.contains("bill to Ada"));

    // Saving another file mends nothing, and saving the listing does.
    book.write("theme/live.js", "// Saved.\n");
    // Each build is told, so the next news is what the save led to.
    let still = news.until("the build of the save", |_| true);
    assert_eq!(still["error"], told["error"]);
    book.replace(LISTING_FILE, "{ower}", "{owner}");
    news.until("the mistake is gone", |news| news["error"].is_null());
}

/// The command serving a book; killed at the end of the test.
struct Server {
    child: Child,
    port: u16,
    /// What it goes on to print, read so that it can.
    lines: Receiver<String>,
}

impl Server {
    /// Starts it on a port that the system chooses, and waits until it says where it is.
    fn start(book: &Sandbox) -> Server {
        let mut child = book
            .command("--port 0")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let stderr = child.stderr.take().expect("its standard error is piped");
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                // The test may be over, and nobody listening.
                let _ = sender.send(line);
            }
        });
        let mut server = Server {
            child,
            port: 0,
            lines,
        };
        let deadline = Instant::now() + PATIENCE;
        let mut said = Vec::new();
        while server.port == 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = server.lines.recv_timeout(left) else {
                panic!("the server does not say where it is, but: {said:#?}");
            };
            let address = line.strip_prefix("the book is at http://127.0.0.1:");
            let port = address.and_then(|rest| rest.strip_suffix(" (stop it with Ctrl-C)"));
            server.port = port.map_or(0, |port| port.parse().expect("a port"));
            said.push(line);
        }
        server
    }

    /// What a browser asks when its user opens a page.
    fn get(&self, path: &str) -> Answer {
        self.ask(path, &[&format!("Host: 127.0.0.1:{}", self.port)])
    }

    /// A request with these headers and no other.
    fn ask(&self, path: &str, headers: &[&str]) -> Answer {
        let headers: String = headers
            .iter()
            .map(|header| format!("{header}\r\n"))
            .collect();
        self.send(&format!(
            "GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"
        ))
    }

    /// Sends these bytes and reads until the server hangs up.
    fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream
            .write_all(request.as_bytes())
            .expect("the server reads");
        let mut bytes = Vec::new();
        stream
            .read_to_end(&mut bytes)
            .expect("the server answers and hangs up");
        Answer::parse(&String::from_utf8_lossy(&bytes))
    }

    /// Asks for a page until it is as it should be.
    fn until(&self, path: &str, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let page = self.get(path).body;
            if wanted(&page) {
                return page;
            }
            assert!(
                Instant::now() < deadline,
                "{what} did not come:\n{}\n{}",
                main_of(&page),
                self.said()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The stream that an open page listens to.
    fn news(&self) -> News {
        let mut stream = self.connect();
        write!(
            stream,
            "GET /live HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            self.port
        )
        .expect("the server reads");
        News {
            lines: BufReader::new(stream),
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a timeout can be set");
        stream
    }

    /// What it printed since it said where it is.
    fn said(&self) -> String {
        self.lines.try_iter().map(|line| line + "\n").collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let said = self.said();
        let panicked = said.contains("panicked");
        if thread::panicking() {
            eprintln!("the server said:\n{said}");
        } else {
            assert!(!panicked, "{said}");
        }
    }
}

/// An answer of the server; names of headers in lower case.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Answer {
    fn parse(text: &str) -> Answer {
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        Answer {
            status: status.expect("an answer has a status"),
            headers: headers
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }
}

/// The event stream of an open page.
struct News {
    lines: BufReader<TcpStream>,
}

impl News {
    /// Listens until what is told is as it should be.
    fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        let mut last = Value::Null;
        while Instant::now() < deadline {
            let mut line = String::new();
            self.lines.read_line(&mut line).expect("the stream goes on");
            // Between the events stand the sizes of chunks and what keeps the connection alive.
            if let Some(data) = line.strip_prefix("data: ") {
                last = serde_json::from_str(data).expect("news are JSON");
                if wanted(&last) {
                    return last;
                }
            }
        }
        panic!("{what} was not told; the last news: {last}")
    }
}
