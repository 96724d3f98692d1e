//! Permissions, asked of the real rustc.
//!
//! Small programs show each state. The book's own programs are asked whole, and what is told of
//! them is compared with rustc's verdict on single real uses, written without the lens.

use lens::diagnostic::{self, Diagnostic};
use lens::edition::Edition;
use lens::permissions::{Asking, BodyPermissions, Permissions, Question, Reading, State, StateAt};
use lens::source::Source;
use playground::{Bounds, Rustc};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What rustc prints on its standard error when it is started with `arguments` on `text`, which is
/// the file `src/lib.rs` of the folder that it is started in.
fn compile(text: &str, arguments: &[&str]) -> String {
    static RUSTC: OnceLock<Rustc> = OnceLock::new();
    let rustc =
        RUSTC.get_or_init(|| Rustc::find(&root(), &root().join("target")).expect("a rustc"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("src")).expect("a temporary folder");
    let file = "src/lib.rs";
    std::fs::write(folder.path().join(file), text).expect("a file in a temporary folder");
    let mut command = rustc.command();
    let command_line = command.args(arguments).args(["-o", "answer", file]);
    command_line.current_dir(folder.path());
    let bounds = Bounds {
        output: 64 * 1024 * 1024,
        ..Bounds::COMPILER
    };
    let finished = playground::run(command, bounds).expect("rustc runs");
    String::from_utf8_lossy(&finished.stderr).into_owned()
}

/// What rustc prints for a question.
fn answer(question: &Question, edition: Edition, reading: Reading) -> String {
    match reading {
        Reading::Json => compile(question.text(), &question.arguments()),
        // As the public playground does, where cargo starts rustc; no width can be asked for.
        Reading::Rendered => {
            let edition = format!("--edition={}", edition.year());
            let printed = compile(
                question.text(),
                &["--crate-type=lib", &edition, "--emit=metadata"],
            );
            format!(
                "   Compiling playground v0.0.1 (/playground)\n{printed}error: could not compile \
                 `playground` (lib) due to 9 previous errors\n"
            )
        }
    }
}

fn ask_in(source: &Source, edition: Edition, reading: Reading) -> Permissions {
    let mut asking = Asking::new(source, edition, reading);
    while let Some(question) = asking.question() {
        let printed = answer(&question, edition, reading);
        asking.answer(&question, &printed);
    }
    asking.permissions()
}

fn ask(source: &Source) -> Permissions {
    ask_in(source, Edition::Rust2024, Reading::Json)
}

/// The same for a program that several tests ask about, which is asked once.
fn asked(text: &str) -> Arc<Permissions> {
    type Asked = HashMap<String, Arc<OnceLock<Arc<Permissions>>>>;
    static ASKED: Mutex<Option<Asked>> = Mutex::new(None);
    let place = {
        let mut all = ASKED.lock().expect("no panic");
        let all = all.get_or_insert_default();
        Arc::clone(all.entry(text.to_owned()).or_default())
    };
    let asked = place.get_or_init(|| Arc::new(ask(&Source::parse(text).expect("a program"))));
    Arc::clone(asked)
}

/// One line a variable, and one a place within it: the name, and the state after each line, where
/// several points end on one line several states. Points out of scope close the line; what is
/// untold comes last.
fn rendered(permissions: &Permissions) -> String {
    let mut out = String::new();
    for body in &permissions.bodies {
        for variable in &body.variables {
            let _ = writeln!(out, "{}:{}", variable.name, words(body, &variable.states));
            for place in &variable.places {
                let writable = match place.is_writable {
                    Some(true) => "",
                    Some(false) => " (read only)",
                    None => " (?)",
                };
                let states = words(body, &place.states);
                let _ = writeln!(out, "{}{writable}:{states}", place.path);
            }
        }
    }
    for untold in &permissions.untold {
        let _ = writeln!(out, "untold {}: {}", untold.line, untold.words);
    }
    out
}

fn words(body: &BodyPermissions, states: &[StateAt]) -> String {
    let mut out = String::new();
    for at in states {
        let line = body.points[at.point].line;
        let word = word(at);
        if at.state == State::OutOfScope {
            let _ = write!(out, " {line} out of scope");
            break;
        }
        let _ = write!(out, " {line} {word}");
    }
    out
}

/// The state, with the lines that rustc's labels give as its reason.
fn word(at: &StateAt) -> String {
    let word = match at.state {
        State::Unset => "unset",
        State::Free => "free",
        State::Shared => "shared",
        State::Exclusive => "exclusive",
        State::Moved => "moved",
        State::PartlyMoved => "partly moved",
        State::MaybeMoved => "maybe moved",
        State::Expired => "expired",
        State::OutOfScope => "out of scope",
        State::Hidden => "hidden",
        State::InClosure => "in closure",
        State::Unreachable => "unreachable",
        State::Untold => "untold",
    };
    let mut out = word.to_owned();
    let reason = &at.reason;
    for place in &reason.moves {
        let _ = write!(out, " to {}", place.line);
    }
    if let (State::Shared | State::Exclusive, Some(loan)) = (at.state, &reason.loan) {
        let _ = write!(out, " by {}", loan.line);
    }
    if let Some(later) = &reason.later_use {
        let _ = write!(out, " until {}", later.line);
    }
    if let Some(ended) = &reason.ended {
        let _ = write!(out, " by {}", ended.line);
    }
    out + ","
}

#[track_caller]
fn check(program: &str, expected: &str) {
    let source = Source::parse(program).expect("a program");
    let permissions = ask(&source);
    let shown = ask_in(&source, Edition::Rust2024, Reading::Rendered);
    let differing = difference(&permissions, &shown);
    assert!(
        differing.is_none(),
        "{}{program}",
        differing.unwrap_or_default()
    );
    let told = rendered(&permissions);
    let lines = |text: &str| -> Vec<String> {
        let lines = text
            .lines()
            .map(|it| it.trim().trim_end_matches(',').to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    assert_eq!(lines(&told), lines(expected), "\n{program}\ntold:\n{told}");
}

/// The lines in which two readings of one program differ, and those around them.
fn difference(told: &Permissions, shown: &Permissions) -> Option<String> {
    let [told, shown] =
        [told, shown].map(|it| serde_json::to_string_pretty(it).expect("permissions as JSON"));
    let same = told.lines().zip(shown.lines()).take_while(|(a, b)| a == b);
    let from = same.count().saturating_sub(12);
    let around = |text: &str| {
        let lines: Vec<&str> = text.lines().skip(from).take(24).collect();
        lines.join("\n")
    };
    (told != shown).then(|| format!("told\n{}\nshown\n{}\n", around(&told), around(&shown)))
}

/// Every program under a folder, with its path.
/// The programs of the chapters in `folder`. A repair, in a folder of its own there, differs from its
/// program in a few lines and is left out.
fn programs(folder: &Path) -> Vec<(PathBuf, String)> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    };
    let chapters = inside(folder).into_iter().filter(|path| path.is_dir());
    let files = chapters.flat_map(|chapter| inside(&chapter));
    let programs = files.filter(|path| path.extension().is_some_and(|it| it == "rs"));
    programs
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a program");
            (path, text)
        })
        .collect()
}

/// The book's programs, those that run and those that are rejected, and some of our own.
fn of_the_book() -> Vec<(PathBuf, String)> {
    let mut all = programs(&root().join("examples"));
    all.extend(programs(&root().join("tests/forbidden")));
    assert!(all.len() > 10, "the book's programs are found");
    let own = OF_OUR_OWN
        .iter()
        .map(|text| ("our own".into(), (*text).to_owned()));
    all.extend(own);
    all
}

/// What the book's programs do not show: deferred values, closures, guards, loops, partial moves,
/// and places of all kinds.
const OF_OUR_OWN: [&str; 8] = [
    // What ends a loan on a way that does not come back.
    r#"fn leave(mut names: Vec<String>, mut order: String, is_late: bool) -> usize {
    let first = names.first();
    let view = &order;
    let part;
    if is_late {
        names.push(String::new());
        order = String::new();
        return names.len();
    }
    part = order.clone();
    for name in &names {
        if name.is_empty() {
            drop(order);
            return 0;
        }
    }
    names.len() + part.len()
}
"#,
    r#"struct Pair { a: String, b: String }
fn straight(mut names: Vec<String>, mut others: Vec<String>) {
    let mut view = &names;
    names.push({ let inner = String::new(); inner });
    view = &others;
    println!("{}", view.len());
    others.push(String::new());
    view = &names;
    let kept;
    let size;
    {
        let short = String::from("s");
        kept = &short;
        size = kept.len();
    }
    let late: String;
    println!("{size}");
    late = String::from("late");
    let boxed = Box::new(String::from("b"));
    let content = *boxed;
    let mut pair = Pair { a: content, b: late };
    drop(pair.a);
    let b = &pair.b;
    pair.a = String::new();
    drop(pair);
    let mut again = names;
    drop(again);
    again = Vec::new();
    let first = again.first();
    let all = [Some(&others), Some(&others)];
    drop(others);
    let (mut left, mut right) = (String::new(), String::new());
    let both = (&left, &mut right);
    right = String::new();
    (left, right) = (String::new(), String::new());
    if size > 3 {
        let inside = 1;
        return;
    }
    println!("end");
}
"#,
    r#"#[derive(Debug)]
struct Cell<'a> { of: &'a mut Vec<u32> }
impl Drop for Cell<'_> { fn drop(&mut self) {} }
fn split(mut numbers: Vec<u32>, text: String) -> String {
    let unset: u32;
    let part = &mut numbers[..];
    part[0] = 1;
    let cell = Cell { of: &mut numbers };
    println!("{:?}", cell);
    let words = text.as_str();
    let first = words.split(' ').next();
    let taken = text;
    let mut total = { let n = 1; let borrowed = &n; *borrowed };
    total += 1;
    let holder = Some(String::from("h"));
    let inner = holder.unwrap();
    let view = &inner;
    let moved = std::mem::take(&mut { inner });
    unset = total;
    let closure = |x: u32| { let y = x + unset; y };
    drop(cell);
    numbers.clear();
    drop(taken);
    moved
}
"#,
    r#"fn main() {
    let mut owned = vec![String::from("a")];
    for item in &mut owned {
        item.push('b');
    }
    let first = &owned[0];
    let n;
    n = first.len();
    let text = String::from("c");
    let inner_ref;
    {
        let short = String::from("d");
        inner_ref = &short;
        println!("{inner_ref}");
    }
    let maybe = if n > 3 { Some(text) } else { None };
    let print = |prefix: &str| {
        let line = format!("{prefix}{n}");
        println!("{line}");
    };
    print("x");
    let guard = Guard(&owned);
    owned_len(&owned);
    drop(guard);
    if let Some(text) = maybe {
        println!("{text}");
    }
    fn owned_len(list: &[String]) -> usize {
        let size = list.len();
        size
    }
    let (left, mut right) = (String::new(), String::new());
    right.push_str(&left);
    std::thread::spawn(move || println!("{left}"));
    let mut counter = 0;
    let mut up = || counter += 1;
    up();
    up();
    println!("{counter}");
}
struct Guard<'a>(&'a Vec<String>);
impl Drop for Guard<'_> { fn drop(&mut self) {} }
"#,
    r#"const fn square(n: u32) -> u32 { n * n }
fn largest<T: PartialOrd + Copy>(list: &[T]) -> T {
    let mut best = list[0];
    for &item in list.iter() {
        if item > best { best = item; }
    }
    best
}
fn retry(mut job: Option<String>) {
    while let Some(text) = job.take() {
        drop(text);
        if job.is_none() { break; }
    }
    let total: u32 = vec![1, 2].into_iter().map(|x| x + 1).sum();
}
"#,
    r#"struct Pair { a: String, b: String }
fn both(pair: Pair, mut ready: bool) -> Option<String> {
    let kept = &pair.b;
    println!("{kept}");
    let Pair { a, .. } = pair;
    let mut text = a;
    while ready {
        let view = &mut text;
        view.push('x');
        ready = view.len() < 3;
    }
    let mut gone = String::new();
    loop {
        drop(gone);
        if ready { gone = String::new(); } else { break; }
    }
    let Some(last) = Some(text).filter(|it| it.len() > 2) else {
        return None;
    };
    let result = match last.len() {
        0 => None,
        n if n > 3 => { let longer = last; Some(longer) }
        _ => Some(last),
    };
    println!("{}", pair.b);
    result
}
const fn square(n: u32) -> u32 { n * n }
mod inner {
    macro_rules! call { () => { crate::square(2) } }
    pub fn four() -> u32 { let four = call!(); crate::square(four) }
}
"#,
    r#"use std::rc::Rc;
struct Guest { name: String, at: (u32, String), note: Option<Box<String>> }
struct View<'a> { text: &'a str, rest: &'a mut Vec<String> }
impl<'a> View<'a> {
    fn next(&mut self) -> Option<&str> {
        let first = self.rest.first_mut()?;
        first.push_str(self.text);
        let shown: &str = first;
        println!("{}", shown.len());
        self.text = "";
        Some("x")
    }
    fn end(self) -> usize {
        let rest = self.rest;
        rest.clear();
        self.text.len()
    }
}
fn host(mut guest: Guest, other: &mut Guest, shared: &Guest, ready: bool) -> String {
    let name = &mut guest.name;
    guest.at.0 += 1;
    name.push('!');
    let view = &guest.at.1;
    println!("{view} {}", shared.at.1);
    if ready {
        drop(guest.at.1);
    }
    let seats = guest.at.0;
    let again = &mut *other;
    again.at.0 = seats;
    std::mem::swap(&mut other.name, &mut guest.name);
    guest.at.1 = String::new();
    while guest.at.0 < 9 {
        guest.at = (guest.at.0 + 1, String::new());
        let lent = &guest.at;
        println!("{}", lent.0);
    }
    let kept = guest.at;
    if let Some(note) = guest.note {
        println!("{}", *note);
        let words = *note;
        drop(words);
    }
    guest.at = kept;
    let mut add = || guest.at.0 += 1;
    add();
    let take = move || guest.at.1.len();
    take();
    guest.name
}
fn totals(list: &mut [u32], name: &str) {
    let mut sum = 0;
    for item in list.iter_mut() {
        *item += 1;
        sum += *item;
    }
    let total = &mut sum;
    *total += 1;
    let larger = &mut *total;
    *larger += name.len() as u32;
    println!("{}", (*name).len());
    let counted = Rc::new((String::new(), 2));
    println!("{} {}", counted.1, (*counted).0);
    let nested = &&counted;
    println!("{}", nested.1);
    let boxed: Box<dyn Fn(u32) -> u32> = Box::new(|n| n + 1);
    println!("{}", (*boxed)(2));
    let mut pair = Box::new((vec![1], String::new()));
    pair.0.push(2);
    let (left, right) = (*pair).clone();
    let whole = *pair;
    println!("{left:?} {right} {}", whole.1);
    *pair = whole;
    drop(pair.1);
    let locked = std::cell::RefCell::new((1, 2));
    let mut cell = locked.borrow_mut();
    cell.0 = 3;
    println!("{}", *cell == (3, 2));
}
"#,
    r#"struct Till { coins: Vec<u32>, open: bool }
struct Count { at: u32, of: (u32, u32) }
const fn later(mut count: Count) -> u32 {
    let at = &mut count.at;
    *at += 1;
    let shared = &*at;
    let n = *shared;
    count.of.0 = n;
    let other = count;
    let mut left = 3;
    while left > 0 {
        left -= 1;
        let view = &left;
        if *view == other.of.1 { return 0; }
    }
    other.at
}
const fn length(text: &str) -> usize { let n = (*text).len(); n }
const fn keep(till: Till) -> Till { let other = till; other }
const fn open<T>(a: Option<T>, b: T) -> T { core::mem::forget(a); let c = b; c }
"#,
];

#[test]
fn every_variable_of_the_book_has_a_state_at_every_point() {
    let (mut variables, mut places, mut points) = (0, 0, 0);
    for (path, text) in of_the_book() {
        let told = asked(&text);
        let path = path.display();
        for untold in &told.untold {
            let words = &untold.words;
            assert!(!words.contains("was rejected"), "{path}: {untold:?}");
            // A raw pointer may be followed in `unsafe` only, and what is no pointer not at all.
            let is_unasked = words.contains("` is not asked (") && !words.contains("dereference");
            assert!(!is_unasked, "{path}: {untold:?}");
        }
        for body in &told.bodies {
            let is_checked = body.points[0].is_reachable;
            let why = told.untold.iter().any(|it| it.line == body.line);
            assert!(
                is_checked || why,
                "{path}: `{}` has no answer and no reason",
                body.name
            );
            for variable in &body.variables {
                variables += 1;
                assert!(!variable.states.is_empty(), "{path}: `{}`", variable.name);
                assert!(
                    !is_checked || variable.holds.is_some(),
                    "{path}: `{}`",
                    variable.name
                );
                for place in &variable.places {
                    places += 1;
                    let mut states = place.states.iter();
                    let is_known = states.all(|at| at.state == State::Untold)
                        || place.holds.is_some() && place.is_writable.is_some();
                    assert!(!is_checked || is_known, "{path}: `{}`", place.path);
                }
                let of_places = variable.places.iter().flat_map(|it| &it.states);
                for at in variable.states.iter().chain(of_places) {
                    points += 1;
                    let has_reason = at.reason.untold.is_some();
                    assert!(
                        at.state != State::Untold || has_reason,
                        "{path}: `{}` at {at:?}",
                        variable.name
                    );
                }
            }
        }
    }
    println!("{variables} variables, {places} places, {points} states");
}

/// The book's programs and those that memory is asked about.
fn corpus() -> Vec<(PathBuf, String)> {
    let mut programs = of_the_book();
    let of_memory = include_str!("memory/programs/mixed.txt")
        .split("//: ")
        .skip(1);
    for program in of_memory {
        let (name, text) = program.split_once('\n').expect("a program with a name");
        programs.push((name.into(), text.to_owned()));
    }
    assert!(programs.len() > 80, "{} programs", programs.len());
    programs
}

#[test]
fn what_rustc_shows_a_person_tells_the_same() {
    let mut differing = Vec::new();
    for (path, text) in corpus() {
        let source = Source::parse(&text).expect("a program");
        let shown = ask_in(&source, Edition::Rust2024, Reading::Rendered);
        let found = difference(&asked(&text), &shown);
        differing.extend(found.map(|it| format!("{}: {it}", path.display())));
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

type LabelParts<'d> = (usize, usize, bool, &'d str);

/// What is compared of a diagnostic: its code, its words, and its labels in the order of the text.
fn parts(diagnostic: &Diagnostic) -> (&Option<String>, &str, Vec<LabelParts<'_>>) {
    let labels = diagnostic.labels.iter();
    let words = |words: &'_ str| words.lines().next().unwrap_or_default().len();
    // Where two brackets end at one place, the picture does not tell which of them began where.
    let ends_alone = |end: usize| labels.clone().filter(|it| it.end == end).count() == 1;
    let mut labels: Vec<_> = labels
        .clone()
        .map(|it| {
            (
                if ends_alone(it.end) { it.start } else { it.end },
                it.end,
                it.is_primary,
                &it.words[..words(&it.words)],
            )
        })
        .collect();
    labels.sort_unstable();
    (&diagnostic.code, &diagnostic.message, labels)
}

#[test]
fn every_label_that_rustc_shows_is_found_where_its_json_says() {
    let mut count = 0;
    for (path, text) in corpus() {
        let source = Source::parse(&text).expect("a program");
        let asking = Asking::new(&source, Edition::Rust2024, Reading::Rendered);
        let question = asking.question().expect("a question");
        for line in compile(question.text(), &question.arguments()).lines() {
            let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            let shown = value["rendered"].as_str().unwrap_or_default();
            let told = diagnostic::read(line);
            // What rustc sums up has no place.
            for told in told.iter().filter(|it| !it.labels.is_empty()) {
                count += 1;
                let read = diagnostic::read_rendered(shown, question.text());
                let read: Vec<_> = read.iter().map(parts).collect();
                assert_eq!(read, [parts(told)], "{}\n{shown}", path.display());
            }
        }
    }
    println!("{count} diagnostics");
    assert!(count > 3000, "only {count} diagnostics");
}

/// Functions with several variables each: lists that are lent, moved, changed in a loop, and left.
fn large(functions: usize) -> String {
    let mut text = String::from("struct Order { number: String, items: Vec<String> }\n");
    for number in 0..functions {
        let _ = write!(
            text,
            r#"fn serve_{number}(mut order: Order, tables: &mut Vec<Order>, is_late: bool) -> usize {{
    let mut notes = order.items.clone();
    let first = notes.first();
    println!("{{first:?}}");
    let last = tables.last_mut();
    if let Some(last) = last {{
        last.items.push(String::new());
    }}
    for item in &mut order.items {{
        item.push('!');
        notes.push(item.clone());
    }}
    let count = notes.len();
    let kept = if is_late {{ Some(notes) }} else {{ None }};
    let named = order.number;
    tables.push(Order {{ number: named, items: order.items }});
    drop(kept);
    count
}}
"#
        );
    }
    text
}

/// Asks about a program of so many functions; how many states rustc did not tell, each with a
/// reason. An answer of more than `most` bytes does not arrive.
fn untold_of_large(functions: usize, reading: Reading, most: usize) -> usize {
    let text = large(functions);
    let source = Source::parse(&text).expect("a program");
    let mut asking = Asking::new(&source, Edition::Rust2024, reading);
    let mut divided = 0;
    while let Some(question) = asking.question() {
        let printed = answer(&question, Edition::Rust2024, reading);
        if printed.len() < most {
            asking.answer(&question, &printed);
        } else {
            asking.divide(&question);
            divided += 1;
        }
    }
    assert!(
        divided < 6,
        "{reading:?}: planned too large {divided} times"
    );
    let told = asking.permissions();
    assert_eq!(told.bodies.len(), functions);
    let variables = told.bodies.iter().flat_map(|body| &body.variables);
    let states = variables.flat_map(|variable| &variable.states);
    let untold = states.filter(|at| at.state == State::Untold);
    let reasons: Vec<_> = untold.map(|at| at.reason.untold.as_deref()).collect();
    assert!(
        reasons.iter().all(Option::is_some),
        "a state without a reason"
    );
    reasons.len()
}

#[test]
fn a_large_program_is_asked_in_questions_whose_answers_stay_small() {
    // What the public playground passes on, and what a reader of rustc's output takes here.
    let (rendered, json) = (640 * 1024, 64 << 20);
    assert_eq!(untold_of_large(10, Reading::Rendered, rendered), 0);
    assert_eq!(untold_of_large(60, Reading::Json, json), 0);
}

/// A use of one variable or place at one point, and whether the lens told that rustc would accept it.
struct Use {
    /// The variable that it is or is in.
    variable: String,
    state: State,
    what: String,
    program: String,
    inserted: std::ops::Range<usize>,
    told: bool,
}

/// The single real uses of a program, as far as a statement can be put in by itself.
fn uses(text: &str, told: &Permissions) -> Vec<Use> {
    let mut all = Vec::new();
    for body in &told.bodies {
        for variable in &body.variables {
            // Without `mut` a variable may be set once, so that is not asked.
            let is_writable = variable.is_mut.then_some(true);
            let mut named = vec![(&variable.name, is_writable, &variable.states)];
            let places = variable.places.iter();
            named.extend(places.map(|it| (&it.path, it.is_writable, &it.states)));
            for (name, is_writable, states) in named {
                for at in states {
                    let point = body.points[at.point];
                    for (statement, told) in statements(name, is_writable, at) {
                        let what = format!(
                            "`{statement}` after line {} where `{name}` is told {:?}",
                            point.line, at.state
                        );
                        let put = [" ", "; "].map(|before| format!("{before}{statement} "));
                        let fits = put.into_iter().find_map(|put| {
                            let mut program = text.to_owned();
                            program.insert_str(point.byte, &put);
                            let is_program = Source::parse(&program).is_ok();
                            is_program.then(|| (program, point.byte..point.byte + put.len()))
                        });
                        if let Some((program, inserted)) = fits {
                            all.push(Use {
                                variable: variable.name.clone(),
                                state: at.state,
                                what,
                                program,
                                inserted,
                                told,
                            });
                        }
                    }
                }
            }
        }
    }
    all
}

/// Statements that use `name`, and whether the lens told that they would be accepted.
fn statements(name: &str, is_writable: Option<bool>, at: &StateAt) -> Vec<(String, bool)> {
    let (reads, writes) = match at.state {
        State::Free => (true, true),
        State::Shared => (true, false),
        State::Exclusive
        | State::Moved
        | State::MaybeMoved
        | State::PartlyMoved
        | State::Unset
        | State::Expired => (false, false),
        _ => return Vec::new(),
    };
    // Nothing is called, so that the uses fit into a `const fn`.
    let mut all = vec![(format!("let _lent = &{name};"), reads)];
    if let Some(is_writable) = is_writable {
        let text = format!("let _lent = &mut {name};");
        all.push((text, writes && is_writable));
    }
    if let Some(moves) = at.may_be_moved {
        // What comes later must not be an error of the use.
        let text = format!("if false {{ let _moved = {name}; loop {{}} }}");
        all.push((text, moves));
    }
    all
}

const JSON: [&str; 6] = [
    "--crate-type=lib",
    "--edition=2024",
    "--emit=metadata",
    "--error-format=json",
    "--cap-lints=allow",
    "--crate-name=uses",
];

/// Where each program's errors are, for programs compiled as the modules of one text.
fn errors(programs: &[&str]) -> Vec<Vec<(usize, Diagnostic)>> {
    let mut text = String::from("#![allow(warnings)]\n");
    let mut starts = Vec::new();
    for (number, program) in programs.iter().enumerate() {
        text.push_str(&format!("mod m{number} {{\n"));
        starts.push(text.len());
        text.push_str(program);
        text.push_str("\n}\n");
    }
    let mut found = vec![Vec::new(); programs.len()];
    for diagnostic in diagnostic::read(&compile(&text, &JSON)) {
        let Some(primary) = diagnostic.primary().filter(|_| diagnostic.is_error) else {
            continue;
        };
        let number = starts.partition_point(|start| *start <= primary.start) - 1;
        let place = primary.start - starts[number];
        found[number].push((place, diagnostic));
    }
    found
}

#[test]
fn rustc_accepts_and_rejects_single_uses_as_told() {
    let (mut count, mut hidden) = (0, 0);
    let mut disagreements = Vec::new();
    for (path, text) in of_the_book() {
        // Several variants are compiled together, and there may be one allocator.
        if text.contains("#[global_allocator]") {
            continue;
        }
        let told = asked(&text);
        let uses = uses(&text, &told);
        let own_errors = errors(&[&text]).remove(0);
        let own: Vec<usize> = own_errors.iter().map(|(place, _)| *place).collect();
        for uses in uses.chunks(200) {
            let programs: Vec<&str> = uses.iter().map(|it| it.program.as_str()).collect();
            for (one, errors) in uses.iter().zip(errors(&programs)) {
                let added = one.inserted.len();
                let is_new = |place: usize| {
                    let original = if place >= one.inserted.end {
                        place - added
                    } else {
                        place
                    };
                    one.inserted.contains(&place) || !own.contains(&original)
                };
                let new: Vec<&(usize, Diagnostic)> =
                    errors.iter().filter(|(place, _)| is_new(*place)).collect();
                // A body with a type error is not checked for loans. But what has no size may not be
                // moved.
                let typed = |(place, error): &&(usize, Diagnostic)| {
                    let code = error.code.as_deref().unwrap_or_default();
                    let is_size = code == "E0277" && error.message.starts_with("the size for");
                    ["E0308", "E0282", "E0277"].contains(&code)
                        && !(is_size && one.inserted.contains(place))
                };
                // What may not be dropped in a `const fn` is no matter of loans.
                let dropped = |(_, error): &&(usize, Diagnostic)| {
                    error.code.as_deref().is_some_and(|code| code == "E0493")
                };
                if new.iter().any(|it| typed(it) || dropped(it)) {
                    continue;
                }
                // rustc reports a move once a body, so the program's own error can hide the use's.
                let is_hidden = own_errors.iter().any(|(_, error)| {
                    let place = error.message.split('`').nth(1).unwrap_or_default();
                    let variable = place.trim_start_matches(['*', '(']);
                    variable.split(['.', ')', '[']).next() == Some(&one.variable)
                });
                let is_moved = matches!(
                    one.state,
                    State::Moved | State::MaybeMoved | State::PartlyMoved | State::Unset
                );
                // So can a conflict that the reference's later use makes no second time.
                let in_conflict = one.state == State::Expired
                    && own_errors.iter().any(|(_, error)| {
                        let code = error.code.as_deref().unwrap_or_default();
                        ["E0499", "E0502", "E0503", "E0505", "E0506"].contains(&code)
                    });
                if new.is_empty() && (is_moved && is_hidden || in_conflict) {
                    hidden += 1;
                    continue;
                }
                count += 1;
                if new.is_empty() != one.told {
                    let words: Vec<&String> = new.iter().map(|(_, it)| &it.message).collect();
                    disagreements.push(format!("{}: {}: {words:?}", path.display(), one.what));
                }
            }
        }
    }
    println!("{count} uses, and {hidden} hidden by the program's own errors");
    assert!(count > 1000, "only {count} uses were tried");
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

/// The next number of a fixed sequence (Knuth's linear congruential generator).
fn next(seed: &mut u64) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

#[test]
fn damaged_programs_and_foreign_answers_never_panic() {
    let programs = of_the_book();
    let mut answers = vec![String::new(), "{}".into()];
    for (_, text) in programs.iter().take(3) {
        let source = Source::parse(text).expect("a program");
        for reading in [Reading::Json, Reading::Rendered] {
            let asking = Asking::new(&source, Edition::Rust2024, reading);
            let question = asking.question().expect("a question");
            answers.push(answer(&question, Edition::Rust2024, reading));
        }
    }
    let mut seed = 1042;
    let mut parsed = 0;
    for case in 0..500 {
        let text = &programs[next(&mut seed) % programs.len()].1;
        let mut text = text.clone();
        if case % 5 == 0 {
            let mut length = next(&mut seed) % text.len();
            while !text.is_char_boundary(length) {
                length -= 1;
            }
            text.truncate(length);
        } else {
            for _ in 0..1 + next(&mut seed) % 2 {
                let words: Vec<&str> = text.split_inclusive([' ', '\n', ';', '&']).collect();
                let left_out = next(&mut seed) % words.len().max(1);
                let words = words.iter().enumerate();
                text = words
                    .filter(|(number, _)| *number != left_out)
                    .map(|(_, word)| *word)
                    .collect();
            }
        }
        let Ok(source) = Source::parse(&text) else {
            continue;
        };
        parsed += 1;
        let reading = [Reading::Json, Reading::Rendered][case % 2];
        let mut asking = Asking::new(&source, Edition::Rust2024, reading);
        while let Some(question) = asking.question() {
            asking.answer(&question, &answers[next(&mut seed) % answers.len()]);
        }
        let _ = asking.permissions();
    }
    assert!(parsed > 100, "only {parsed} damaged programs still parse");
}
#[test]
fn a_variable_is_free_lent_and_free_again() {
    check(
        r#"fn main() {
    let mut name = String::from("Ada");
    let shared = &name;
    println!("{shared}");
    let exclusive = &mut name;
    exclusive.push('!');
    println!("{name}");
}"#,
        r#"
name: 2 free, 3 shared by 3 until 4, 4 free, 5 exclusive by 5 until 6, 6 free, 7 free
shared: 3 free, 4 free, 5 expired by 5, 6 expired by 5, 7 expired by 5
exclusive: 5 free, 6 free, 7 expired by 7
"#,
    );
}

#[test]
fn a_moved_value_is_gone_until_it_is_replaced() {
    check(
        r#"fn main() {
    let mut invoice = String::from("A-1042");
    drop(invoice);
    invoice = String::from("A-1043");
    println!("{invoice}");
}"#,
        r#"
invoice: 2 free, 3 moved to 3, 4 free, 5 free
"#,
    );
}

#[test]
fn a_move_in_one_branch_is_a_maybe_and_in_both_is_none() {
    check(
        r#"fn close(invoice: String, order: String, is_paid: bool) {
    if is_paid {
        drop(invoice);
        drop(order);
    } else {
        drop(order);
    }
    println!("closed");
}"#,
        r#"
invoice: 1 free, 2 free, 3 moved to 3, 4 moved to 3, 5 free, 6 free, 7 maybe moved to 3, 8 maybe moved to 3
order: 1 free, 2 free, 3 free, 4 moved to 4, 5 free, 6 moved to 6, 7 moved to 4 to 6, 8 moved to 4 to 6
is_paid: 1 free, 2 free, 3 free, 4 free, 5 free, 6 free, 7 free, 8 free
"#,
    );
}

#[test]
fn a_value_replaced_in_one_branch_is_maybe_moved() {
    check(
        r#"fn renew(mut ticket: String, is_late: bool) {
    drop(ticket);
    if is_late {
        ticket = String::new();
    }
    println!("renewed");
}"#,
        r#"
ticket: 1 free, 2 moved to 2, 3 moved to 2, 4 free, 5 maybe moved to 2, 6 maybe moved to 2
is_late: 1 free, 2 free, 3 free, 4 free, 5 free, 6 free
"#,
    );
}

#[test]
fn a_move_before_an_early_return_does_not_reach_the_rest() {
    check(
        r#"fn close(invoice: String, is_paid: bool) -> usize {
    if is_paid {
        drop(invoice);
        return 0;
    }
    invoice.len()
}"#,
        r#"
invoice: 1 free, 2 free, 3 moved to 3, 4 unreachable, 5 free
is_paid: 1 free, 2 free, 3 free, 4 unreachable, 5 free
"#,
    );
}

#[test]
fn a_move_in_a_loop_comes_round() {
    check(
        r#"fn main() {
    let invoice = String::from("A-1042");
    for attempt in 1..=3 {
        if attempt == 2 {
            drop(invoice);
            break;
        }
    }
    println!("done");
}"#,
        r#"
invoice: 2 free, 3 free, 4 free, 5 moved to 5, 6 unreachable, 7 free, 8 maybe moved to 5, 9 maybe moved to 5
attempt: 3 free, 4 free, 5 free, 6 unreachable, 7 free, 8 out of scope
"#,
    );
}

#[test]
fn a_value_without_a_field_is_partly_moved() {
    check(
        r#"struct Invoice { number: String, customer: String }
fn main() {
    let invoice = Invoice { number: String::new(), customer: String::new() };
    drop(invoice.number);
    println!("{}", invoice.customer);
    let boxed = Box::new(String::new());
    let content = *boxed;
    println!("{content}");
}"#,
        r#"
invoice: 3 free, 4 partly moved to 4, 5 partly moved to 4, 6 partly moved to 4, 7 partly moved to 4, 8 partly moved to 4
invoice.number (read only): 3 free, 4 moved to 4, 5 moved to 4, 6 moved to 4, 7 moved to 4, 8 moved to 4
invoice.customer (read only): 3 free, 4 free, 5 free, 6 free, 7 free, 8 free
boxed: 6 free, 7 partly moved to 7, 8 partly moved to 7
*boxed (read only): 6 free, 7 moved to 7, 8 moved to 7
content: 7 free, 8 free
"#,
    );
}

#[test]
fn a_variable_set_later_is_unset_before() {
    check(
        r#"fn main() {
    let price;
    let is_open = std::env::args().count() > 1;
    if is_open {
        price = 3;
    } else {
        price = 4;
    }
    println!("{price}");
}"#,
        r#"
price: 2 unset, 3 unset, 4 unset, 5 free, 6 unset, 7 free, 8 free, 9 free
is_open: 3 free, 4 free, 5 free, 6 free, 7 free, 8 free, 9 free
"#,
    );
}

#[test]
fn a_reference_expires_when_its_owner_changes_moves_or_ends() {
    check(
        r#"fn main() {
    let mut names = vec![String::new()];
    let first = &names[0];
    names.push(String::new());
    let all = &names;
    drop(names);
    let kept;
    {
        let short = String::new();
        kept = &short;
    }
    println!("end");
}"#,
        r#"
names: 2 free, 3 free, 4 free, 5 free, 6 moved to 6, 7 moved to 6, 8 moved to 6, 9 moved to 6, 10 moved to 6, 11 moved to 6, 12 moved to 6
first: 3 free, 4 expired by 4, 5 expired by 4, 6 expired by 4, 7 expired by 4, 8 expired by 4, 9 expired by 4, 10 expired by 4, 11 expired by 4, 12 expired by 4
all: 5 free, 6 expired by 6, 7 expired by 6, 8 expired by 6, 9 expired by 6, 10 expired by 6, 11 expired by 6, 12 expired by 6
kept: 7 unset, 8 unset, 9 unset, 10 free, 11 expired by 11, 12 expired by 11
short: 9 free, 10 free, 11 out of scope
"#,
    );
}

#[test]
fn a_later_variable_hides_an_earlier_one() {
    check(
        r#"fn main() {
    let text = String::from("3");
    {
        let text = 4;
    }
    let text = text.len();
}"#,
        r#"
text: 2 free, 3 free, 4 hidden, 5 free, 6 hidden
text: 4 free, 5 out of scope
text: 6 free
"#,
    );
}

#[test]
fn patterns_bind_and_take_parts() {
    check(
        r#"fn main() {
    let pair = (String::new(), 7);
    let (name, mut count) = pair;
    count += 1;
    match Some(name) {
        Some(inner) if count > 3 => drop(inner),
        other => println!("{other:?}"),
    }
}"#,
        r#"
pair: 2 free, 3 partly moved to 3, 4 partly moved to 3, 6 partly moved to 3, 7 partly moved to 3, 8 partly moved to 3
name: 3 free, 4 free, 6 moved to 5, 7 moved to 5, 8 moved to 5
count: 3 free, 4 free, 6 free, 7 free, 8 free
inner: 6 free, 7 out of scope
other: 7 free, 8 out of scope
"#,
    );
}

#[test]
fn methods_have_self_and_closures_variables_of_their_own() {
    check(
        r#"struct Till { coins: Vec<u32> }
impl Till {
    fn count(&self) -> usize { self.coins.len() }
    fn add(&mut self, coin: u32) {
        let coins = &mut self.coins;
        coins.push(coin);
    }
    fn close(self) -> u32 {
        let sum = self.coins.iter().map(|coin| { let twice = coin * 2; twice }).sum();
        sum
    }
}"#,
        r#"
self: 3 free
self.coins (read only): 3 free
self: 4 free, 5 exclusive by 5 until 6, 6 free
self.coins: 4 free, 5 exclusive by 5 until 6, 6 free
coin: 4 free, 5 free, 6 free
coins: 5 free, 6 free
self: 8 free, 9 in closure, 9 in closure, 9 free
self.coins (read only): 8 free, 9 in closure, 9 in closure, 9 free
coin: 9 free, 9 free, 9 out of scope
twice: 9 free, 9 out of scope
sum: 9 free
"#,
    );
}

#[test]
fn a_closure_borrows_or_takes_what_it_names() {
    check(
        r#"fn main() {
    let name = String::new();
    let mut count = 0;
    let mut add = || count += 1;
    add();
    let greet = move || println!("{name}");
    greet();
    println!("{count}");
}"#,
        r#"
name: 2 free, 3 free, 4 in closure, 4 free, 5 free, 6 in closure, 6 moved to 6, 7 moved to 6, 8 moved to 6
count: 3 free, 4 in closure, 4 exclusive by 4 until 5, 5 free, 6 in closure, 6 free, 7 free, 8 free
add: 4 free, 5 free, 6 in closure, 6 free, 7 free, 8 expired by 8
greet: 6 free, 7 free, 8 free
"#,
    );
}

#[test]
fn generic_functions_and_functions_in_functions_are_asked() {
    check(
        r#"fn largest<T: PartialOrd + Clone>(list: &[T]) -> T {
    fn first<U>(list: &[U]) -> &U { &list[0] }
    let mut best = first(list).clone();
    for item in list {
        if *item > best {
            best = item.clone();
        }
    }
    best
}"#,
        r#"
list: 2 free
list: 1 free, 3 free, 4 free, 5 free, 6 free, 7 free, 8 free
best: 3 free, 4 free, 5 free, 6 free, 7 free, 8 free
item: 4 free, 5 free, 6 free, 7 free, 8 out of scope
*item (read only): 4 free, 5 free, 6 free, 7 free, 8 out of scope
"#,
    );
}

#[test]
fn a_program_that_rustc_rejects_is_told_too() {
    check(
        r#"fn main() {
    let mut order = String::from("soup");
    let dish = &order;
    order.clear();
    println!("{dish}");
    drop(order);
    println!("{order}");
}"#,
        r#"
order: 2 free, 3 shared by 3 until 5, 4 shared by 3 until 5, 5 free, 6 moved to 6, 7 moved to 6
dish: 3 free, 4 expired by 4, 5 expired by 4, 6 expired by 4, 7 expired by 4
"#,
    );
}

#[test]
fn a_body_with_a_type_error_is_told_as_unchecked_and_the_rest_has_states() {
    check(
        r#"fn main() {
    let number: u32 = "three";
}
fn other(name: String) {
    drop(name);
}"#,
        r#"
number: 2 untold
name: 4 free, 5 moved to 5
untold 1: rustc did not check the loans of `main` (line 2: mismatched types)
"#,
    );
}

#[test]
fn what_cannot_be_asked_is_told() {
    check(
        r#"const fn square(side: u32) -> u32 { side * side }
async fn wait(name: String) {}
fn main() {
    let later = async { let inner = 1; };
    macro_rules! twice { ($e:expr) => { $e + $e } }
    let four = twice!({ let two = 2; two });
    println!("{}", crate::square(four));
}"#,
        r#"
side: 1 free
later: 4 free, 6 free, 7 free
four: 6 free, 7 free
untold 2: an `async fn` is not asked
untold 4: an `async` block is not asked
untold 6: what is declared inside a macro is not asked
"#,
    );
}

#[test]
fn a_constant_in_a_pattern_is_no_variable() {
    check(
        r#"const lowest: u8 = 1;
fn main() {
    let price = 2;
    match price {
        lowest => println!("cheap"),
        other if let Some(more) = Some(other) => println!("{more}"),
        _ => {}
    }
}"#,
        r#"
price: 3 free, 5 free, 6 free, 7 free, 8 free
other: 6 free, 7 out of scope
more: 6 free, 7 out of scope
"#,
    );
}

#[test]
fn a_field_is_moved_and_its_sibling_is_free() {
    check(
        r#"struct Invoice { number: String, customer: String }
fn main() {
    let invoice = Invoice { number: String::new(), customer: String::new() };
    drop(invoice.number);
    println!("{}", invoice.customer.len());
}"#,
        r#"
invoice: 3 free, 4 partly moved to 4, 5 partly moved to 4
invoice.number (read only): 3 free, 4 moved to 4, 5 moved to 4
invoice.customer (read only): 3 free, 4 free, 5 free
"#,
    );
}

#[test]
fn a_field_is_lent_and_its_sibling_is_free() {
    check(
        r#"struct Guest { name: String, visits: u32 }
fn main() {
    let mut guest = Guest { name: String::new(), visits: 0 };
    let name = &mut guest.name;
    guest.visits += 1;
    name.push('!');
    println!("{}", guest.name);
}"#,
        r#"
guest: 3 free, 4 exclusive by 4 until 6, 5 exclusive by 4 until 6, 6 free, 7 free
guest.name: 3 free, 4 exclusive by 4 until 6, 5 exclusive by 4 until 6, 6 free, 7 free
guest.visits: 3 free, 4 free, 5 free, 6 free, 7 free
name: 4 free, 5 free, 6 free, 7 expired by 7
"#,
    );
}

#[test]
fn nested_fields_and_tuples_have_states_of_their_own() {
    check(
        r#"struct Order { dish: (String, String), table: u32 }
fn main() {
    let order = Order { dish: (String::new(), String::new()), table: 4 };
    let soup = order.dish.0;
    let dish = &order.dish.1;
    println!("{} {dish}", order.table);
    let _ = order.dish;
    let rest = order.dish.1;
}"#,
        r#"
order: 3 free, 4 partly moved to 4, 5 partly moved to 4, 6 partly moved to 4, 7 partly moved to 4, 8 partly moved to 4 to 8
order.dish.0 (read only): 3 free, 4 moved to 4, 5 moved to 4, 6 moved to 4, 7 moved to 4, 8 moved to 4
order.dish.1 (read only): 3 free, 4 free, 5 shared by 5 until 6, 6 free, 7 free, 8 moved to 8
order.table (read only): 3 free, 4 free, 5 free, 6 free, 7 free, 8 free
order.dish (read only): 3 free, 4 partly moved to 4, 5 partly moved to 4, 6 partly moved to 4, 7 partly moved to 4, 8 partly moved to 4 to 8
soup: 4 free, 5 free, 6 free, 7 free, 8 free
dish: 5 free, 6 free, 7 free, 8 expired by 8
rest: 8 free
"#,
    );
}

#[test]
fn an_error_about_a_part_hides_what_rustc_says_of_the_whole() {
    check(
        r#"struct Order { dish: (String, String), table: u32 }
fn main() {
    let order = Order { dish: (String::new(), String::new()), table: 4 };
    let soup = order.dish.0;
    println!("{}", order.table);
    let rest = order.dish;
}"#,
        r#"
order: 3 free, 4 untold, 5 untold, 6 partly moved to 6
order.dish.0 (read only): 3 free, 4 moved to 4, 5 moved to 4, 6 moved to 6
order.table (read only): 3 free, 4 free, 5 free, 6 free
order.dish (read only): 3 free, 4 partly moved to 4, 5 partly moved to 4, 6 moved to 6
soup: 4 free, 5 free, 6 free
rest: 6 free
"#,
    );
}

#[test]
fn what_a_reference_points_to_is_lent_again() {
    check(
        r#"fn add(total: &mut Vec<u32>, seen: &Vec<u32>) {
    let again = &mut *total;
    again.push(1);
    println!("{}", (*seen).len());
    total.push(2);
}"#,
        r#"
total: 1 free, 2 exclusive by 2 until 3, 3 free, 4 free, 5 free
*total: 1 free, 2 exclusive by 2 until 3, 3 free, 4 free, 5 free
seen: 1 free, 2 free, 3 free, 4 free, 5 free
*seen (read only): 1 free, 2 free, 3 free, 4 free, 5 free
again: 2 free, 3 free, 4 free, 5 expired by 5
"#,
    );
}

#[test]
fn a_text_behind_a_reference_has_no_size_and_is_asked() {
    check(
        r#"fn main() {
    let text: &str = "soup";
    let size = (*text).len();
    let shown: &dyn std::fmt::Debug = &size;
    println!("{}", size_of_val(&*shown));
}"#,
        r#"
text: 2 free, 3 free, 4 free, 5 free
*text (read only): 2 free, 3 free, 4 free, 5 free
size: 3 free, 4 shared by 4 until 5, 5 free
shown: 4 free, 5 free
*shown (read only): 4 free, 5 free
"#,
    );
}

#[test]
fn what_a_box_holds_is_moved_out() {
    check(
        r#"fn main() {
    let mut boxed = Box::new((String::new(), 3));
    boxed.1 += 1;
    let content = *boxed;
    *boxed = content;
    drop(boxed.0);
}"#,
        r#"
boxed: 2 free, 3 free, 4 partly moved to 4, 5 free, 6 partly moved to 6
boxed.1: 2 free, 3 free, 4 moved to 4, 5 free, 6 free
*boxed: 2 free, 3 free, 4 moved to 4, 5 free, 6 partly moved to 6
boxed.0: 2 free, 3 free, 4 moved to 4, 5 free, 6 moved to 6
content: 4 free, 5 moved to 5, 6 moved to 5
"#,
    );
}

#[test]
fn a_method_has_the_fields_of_self() {
    check(
        r#"struct Till { coins: Vec<u32>, open: bool }
impl Till {
    fn count(&self) -> usize { self.coins.len() }
    fn add(&mut self, coin: u32) {
        let coins = &mut self.coins;
        self.open = true;
        coins.push(coin);
    }
    fn close(self) -> Vec<u32> {
        let all = self.coins;
        all
    }
}"#,
        r#"
self: 3 free
self.coins (read only): 3 free
self: 4 free, 5 exclusive by 5 until 7, 6 exclusive by 5 until 7, 7 free
self.coins: 4 free, 5 exclusive by 5 until 7, 6 exclusive by 5 until 7, 7 free
self.open: 4 free, 5 free, 6 free, 7 free
coin: 4 free, 5 free, 6 free, 7 free
coins: 5 free, 6 free, 7 free
self: 9 free, 10 partly moved to 10
self.coins (read only): 9 free, 10 moved to 10
all: 10 free
"#,
    );
}

#[test]
fn a_place_in_a_pattern_a_closure_or_a_loop_is_followed() {
    check(
        r#"struct Guest { name: String, visits: u32 }
fn main() {
    let mut guest = Guest { name: String::new(), visits: 0 };
    let mut count = || guest.visits += 1;
    count();
    for attempt in 0..2 {
        if attempt == guest.visits {
            drop(guest.name);
            guest.name = String::new();
        }
    }
    let Guest { name, visits } = guest;
    println!("{name}{visits}{}", guest.visits);
}"#,
        r#"
guest: 3 free, 4 in closure, 4 exclusive by 4 until 5, 5 free, 6 free, 7 free, 8 partly moved to 8, 9 free, 10 free, 11 free, 12 partly moved to 12, 13 partly moved to 12
guest.visits: 3 free, 4 in closure, 4 exclusive by 4 until 5, 5 free, 6 free, 7 free, 8 free, 9 free, 10 free, 11 free, 12 free, 13 free
guest.name: 3 free, 4 in closure, 4 free, 5 free, 6 free, 7 free, 8 moved to 8, 9 free, 10 free, 11 free, 12 moved to 12, 13 moved to 12
count: 4 free, 5 free, 6 expired by 7, 7 expired by 7, 8 expired by 7, 9 expired by 7, 10 expired by 7, 11 expired by 7, 12 expired by 7, 13 expired by 7
attempt: 6 free, 7 free, 8 free, 9 free, 10 free, 11 out of scope
name: 12 free, 13 free
visits: 12 free, 13 free
"#,
    );
}

#[test]
fn a_copied_field_is_gone_with_what_holds_it() {
    check(
        r#"struct Guest { name: String, at: (u32, String) }
fn main() {
    let guest = Guest { name: String::new(), at: (1, String::new()) };
    let table = guest.at.0;
    drop(guest.at);
    println!("{table}");
    drop(guest.name);
    println!("end");
}"#,
        r#"
guest: 3 free, 4 free, 5 partly moved to 5, 6 partly moved to 5, 7 partly moved to 5 to 7, 8 partly moved to 5 to 7
guest.at.0 (read only): 3 free, 4 free, 5 moved to 5, 6 moved to 5, 7 moved to 5, 8 moved to 5
guest.at (read only): 3 free, 4 free, 5 moved to 5, 6 moved to 5, 7 moved to 5, 8 moved to 5
guest.name (read only): 3 free, 4 free, 5 free, 6 free, 7 moved to 7, 8 moved to 7
table: 4 free, 5 free, 6 free, 7 free, 8 free
"#,
    );
}

#[test]
fn a_name_in_a_guard_or_a_chain_means_the_variable_that_rustc_means() {
    check(
        r#"fn main() {
    let pair = (Some((1, 2)), 3);
    if let Some(pair) = pair.0 && pair.1 > 1 {
        println!("{}", pair.0);
    }
    match pair.0 {
        Some(other) if other.0 > 1 => println!("{}", other.1),
        _ => println!("{}", pair.1),
    }
}"#,
        r#"
pair: 2 free, 3 hidden, 4 hidden, 5 free, 7 free, 8 free, 9 free
pair.0 (read only): 2 free, 3 hidden, 4 hidden, 5 free, 7 free, 8 free, 9 free
pair.1 (read only): 2 free, 3 hidden, 4 hidden, 5 free, 7 free, 8 free, 9 free
pair: 3 free, 4 free, 5 out of scope
pair.1 (read only): 3 free, 4 free, 5 out of scope
pair.0 (read only): 3 free, 4 free, 5 out of scope
other: 7 free, 8 out of scope
other.0 (read only): 7 free, 8 out of scope
other.1 (read only): 7 free, 8 out of scope
"#,
    );
}

#[test]
fn a_place_that_cannot_be_asked_is_told() {
    check(
        r#"macro_rules! field { ($a:expr) => { 1 } }
fn main() {
    let number = 3;
    let pointer = &number as *const i32;
    println!("{}", unsafe { *pointer });
    let other = field!(number.name);
    let list = vec![(1, 2)];
    println!("{}", list[0].0);
}"#,
        r#"
number: 3 free, 4 free, 5 free, 6 free, 7 free, 8 free
pointer: 4 free, 5 free, 6 free, 7 free, 8 free
other: 6 free, 7 free, 8 free
list: 7 free, 8 free
untold 5: `*pointer` is not asked (dereference of raw pointer is unsafe and requires unsafe function or block)
untold 6: `number.name` is not asked (`{integer}` is a primitive type and therefore doesn't have fields)
"#,
    );
}

#[test]
fn a_const_fn_is_asked_where_nothing_is_dropped() {
    check(
        r#"struct Till { coins: Vec<u32>, open: bool }
struct Count { at: u32, of: (u32, u32) }
const fn square(side: u32) -> u32 { let mut x = side; let y = &x; let z = *y; x = z; x * side }
const fn later(mut count: Count) -> u32 {
    let at = &mut count.at;
    *at += 1;
    let shared = &*at;
    let n = *shared;
    count.of.0 = n;
    let other = count;
    other.at
}
const fn length(text: &str) -> usize { let n = (*text).len(); n }
const fn keep(till: Till) -> Till { let other = till; other }
const fn open<T>(a: Option<T>, b: T) -> T { core::mem::forget(a); let c = b; c }
const FOUR: u32 = square(2);
"#,
        r#"
side: 3 free, 3 free, 3 free, 3 free, 3 free
x: 3 free, 3 shared by 3 until 3, 3 free, 3 free
y: 3 free, 3 free, 3 expired by 3
*y (read only): 3 free, 3 free, 3 expired by 3
z: 3 free, 3 free
count: 4 free, 5 exclusive by 5 until 6, 6 exclusive by 5 until 7, 7 exclusive by 5 until 8, 8 free, 9 free, 10 moved to 10
count.at: 4 free, 5 exclusive by 5 until 6, 6 exclusive by 5 until 7, 7 exclusive by 5 until 8, 8 free, 9 free, 10 moved to 10
count.of.0: 4 free, 5 free, 6 free, 7 free, 8 free, 9 free, 10 moved to 10
at: 5 free, 6 free, 7 shared by 7 until 8, 8 free, 9 free, 10 expired by 10
*at: 5 free, 6 free, 7 shared by 7 until 8, 8 free, 9 free, 10 expired by 10
shared: 7 free, 8 free, 9 free, 10 expired by 10
*shared (read only): 7 free, 8 free, 9 free, 10 expired by 10
n: 8 free, 9 free, 10 free
other: 10 free
other.at (read only): 10 free
text: 13 free, 13 free
*text (?): 13 untold, 13 untold
n: 13 free
till: 14 untold, 14 untold
other: 14 free
a: 15 untold, 15 untold, 15 untold
b: 15 untold, 15 untold, 15 untold
c: 15 free
untold 13: in the `const fn` `length` these cannot be asked: `*text`
untold 14: in the `const fn` `keep` these cannot be asked: `till`
untold 15: in the `const fn` `open` these cannot be asked: `a`, `b`
"#,
    );
}
