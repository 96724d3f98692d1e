//! Permissions, asked of the real rustc.
//!
//! Small programs show each state. The book's own programs are asked whole, and what is told of
//! them is compared with rustc's verdict on single real uses, written without the lens.

use lens::diagnostic::{self, Diagnostic};
use lens::edition::Edition;
use lens::permissions::{Asking, Permissions, Question, Reading, State, StateAt};
use lens::source::Source;
use playground::{Bounds, Rustc};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

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

/// One line a variable: its name, and the state after each line, where several points end on one
/// line several states. Points out of scope close the line; what is untold comes last.
fn rendered(permissions: &Permissions) -> String {
    let mut out = String::new();
    for body in &permissions.bodies {
        for variable in &body.variables {
            let _ = write!(out, "{}:", variable.name);
            for at in &variable.states {
                let line = body.points[at.point].line;
                let word = word(at);
                if at.state == State::OutOfScope {
                    let _ = write!(out, " {line} out of scope");
                    break;
                }
                let _ = write!(out, " {line} {word}");
            }
            out.push('\n');
        }
    }
    for untold in &permissions.untold {
        let _ = writeln!(out, "untold {}: {}", untold.line, untold.words);
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
fn programs(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found.extend(programs(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = std::fs::read_to_string(&path).expect("a program");
            found.push((path, text));
        }
    }
    found
}

/// The book's programs, those that run and those that are rejected, and some of our own.
fn of_the_book() -> Vec<(PathBuf, String)> {
    let mut all = programs(&root().join("examples"));
    let forbidden = programs(&root().join("tests/forbidden"));
    // This one file is the test that proves the others.
    let programs = forbidden.into_iter();
    all.extend(programs.filter(|(path, _)| !path.ends_with("rejected.rs")));
    assert!(all.len() > 10, "the book's programs are found");
    let own = OF_OUR_OWN
        .iter()
        .map(|text| ("our own".into(), (*text).to_owned()));
    all.extend(own);
    all
}

/// What the book's programs do not show: deferred values, closures, guards, loops, partial moves.
const OF_OUR_OWN: [&str; 5] = [
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
];

#[test]
fn every_variable_of_the_book_has_a_state_at_every_point() {
    let (mut variables, mut points) = (0, 0);
    for (path, text) in of_the_book() {
        let source = Source::parse(&text).expect("a program");
        let told = ask(&source);
        let path = path.display();
        for untold in &told.untold {
            let words = &untold.words;
            assert!(!words.contains("was rejected"), "{path}: {untold:?}");
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
                for at in &variable.states {
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
    println!("{variables} variables, {points} states");
}

/// The book's programs and those that memory is asked about.
fn corpus() -> Vec<(PathBuf, String)> {
    let mut programs = of_the_book();
    let of_memory = include_str!("memory/programs/mixed.txt").split("//: ").skip(1);
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
        let found = difference(&ask(&source), &shown);
        differing.extend(found.map(|it| format!("{}: {it}", path.display())));
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

type LabelParts<'d> = (usize, usize, bool, &'d str);

/// What is compared of a diagnostic: its code, its words, and its labels in the order of the text.
fn parts(diagnostic: &Diagnostic) -> (&Option<String>, &str, Vec<LabelParts<'_>>) {
    let labels = diagnostic.labels.iter();
    let words = |words: &'_ str| words.lines().next().unwrap_or_default().len();
    let mut labels: Vec<_> = labels
        .map(|it| {
            (
                it.start,
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

/// A use of one variable at one point, and whether the lens told that rustc would accept it.
struct Use {
    name: String,
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
            for at in &variable.states {
                let (reads, writes) = match at.state {
                    State::Free => (true, true),
                    State::Shared => (true, false),
                    State::Exclusive
                    | State::Moved
                    | State::MaybeMoved
                    | State::PartlyMoved
                    | State::Unset
                    | State::Expired => (false, false),
                    _ => continue,
                };
                let name = &variable.name;
                let mut statements = vec![(format!("black_box(&{name});"), reads)];
                if variable.is_mut {
                    statements.push((format!("black_box(&mut {name});"), writes));
                }
                if let Some(moves) = at.may_be_moved {
                    // What comes later must not be an error of the use.
                    let text = format!("if black_box(false) {{ black_box({name}); loop {{}} }}");
                    statements.push((text, moves));
                }
                let point = body.points[at.point];
                for (statement, accepted) in statements {
                    let statement = statement.replace("black_box", "core::hint::black_box");
                    for before in [" ", "; "] {
                        let put = format!("{before}{statement} ");
                        let mut program = text.to_owned();
                        program.insert_str(point.byte, &put);
                        if Source::parse(&program).is_ok() {
                            all.push(Use {
                                name: name.clone(),
                                state: at.state,
                                what: format!(
                                    "`{statement}` after line {} where `{name}` is told {:?}",
                                    point.line, at.state
                                ),
                                program,
                                inserted: point.byte..point.byte + put.len(),
                                told: accepted,
                            });
                            break;
                        }
                    }
                }
            }
        }
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
        let source = Source::parse(&text).expect("a program");
        let told = ask(&source);
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
                let new: Vec<&Diagnostic> = errors
                    .iter()
                    .filter(|(place, _)| is_new(*place))
                    .map(|(_, error)| error)
                    .collect();
                // A body with a type error is not checked for loans.
                let typed = |error: &&Diagnostic| {
                    let code = error.code.as_deref().unwrap_or_default();
                    ["E0308", "E0282", "E0277"].contains(&code)
                };
                if new.iter().any(typed) {
                    continue;
                }
                // rustc reports a move once a body, so the program's own error can hide the use's.
                let is_hidden = own_errors
                    .iter()
                    .any(|(_, error)| error.message.ends_with(&format!("`{}`", one.name)));
                let is_moved = matches!(
                    one.state,
                    State::Moved | State::MaybeMoved | State::PartlyMoved | State::Unset
                );
                if new.is_empty() && is_moved && is_hidden {
                    hidden += 1;
                    continue;
                }
                count += 1;
                if new.is_empty() != one.told {
                    let words: Vec<&String> = new.iter().map(|it| &it.message).collect();
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
boxed: 6 free, 7 partly moved to 7, 8 partly moved to 7
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
self: 4 free, 5 exclusive by 5 until 6, 6 free
coin: 4 free, 5 free, 6 free
coins: 5 free, 6 free
self: 8 free, 9 in closure, 9 in closure, 9 free
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
later: 4 free, 6 free, 7 free
four: 6 free, 7 free
untold 1: a `const fn` is not asked
untold 2: an `async fn` is not asked
untold 4: an `async` block is not asked
untold 6: what is declared inside a macro is not asked
"#,
    );
}
