//! What the memory half of the lens records, and that being recorded changes nothing.
//!
//! Every program here is compiled and run twice, as it is and recorded. The recorder is compiled
//! once, to a library, so the whole corpus takes a few dozen seconds.

use lens::memory::{
    Ending, Event, Kind, LIBRARY, Memory, Recording, SUPPORT, Target, VARIABLE, Value, read, record,
};
use lens::source::Source;
use playground::{Bounds, Ending as RunEnding, Finished, Rustc, run};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// A compiler, the compiled recorder, and a folder for programs.
struct Bench {
    rustc: Rustc,
    folder: TempDir,
    next: AtomicUsize,
}

/// One run of a program.
struct Run {
    finished: Finished,
    memory: Option<(Memory, String)>,
}

fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let rustc = Rustc::find(&root, &root.join("target")).expect("a compiler");
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("support.rs"), SUPPORT).expect("a file");
        let mut command = rustc.command();
        command
            .args([
                "--edition",
                "2021",
                "--crate-type",
                "rlib",
                "-O",
                "--crate-name",
                LIBRARY,
            ])
            .arg("support.rs")
            .current_dir(folder.path());
        let finished = run(command, Bounds::COMPILER).expect("rustc starts");
        assert_eq!(
            String::from_utf8_lossy(&finished.stderr),
            "",
            "the recorder's warnings"
        );
        Bench {
            rustc,
            folder,
            next: AtomicUsize::new(0),
        }
    })
}

impl Bench {
    /// Compiles a program; the byte positions of its errors when it is rejected.
    fn compile(&self, text: &str) -> Result<PathBuf, (String, Vec<usize>)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder.path().join(number.to_string());
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("main.rs"), text).expect("a file");
        let mut command = self.rustc.command();
        command
            .args([
                "--edition",
                "2024",
                "--cap-lints",
                "allow",
                "--error-format",
                "json",
                "-L",
            ])
            .arg(self.folder.path())
            .arg("main.rs")
            .current_dir(&folder);
        let finished = run(command, Bounds::COMPILER).expect("rustc starts");
        let program = folder.join(format!("main{}", std::env::consts::EXE_SUFFIX));
        if program.exists() {
            return Ok(program);
        }
        let words = String::from_utf8_lossy(&finished.stderr);
        let mut places = Vec::new();
        for line in words.lines() {
            let message: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            for span in message["spans"].as_array().into_iter().flatten() {
                places.extend(span["byte_start"].as_u64().map(|place| place as usize));
            }
        }
        let rendered = words
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .filter_map(|message| message["rendered"].as_str().map(str::to_owned))
            .collect();
        Err((rendered, places))
    }

    /// Compiles the recorded program, asking less of the compiler where it rejects it.
    fn compile_recorded(&self, source: &Source, mut recording: Recording) -> PathBuf {
        loop {
            match self.compile(&recording.program()) {
                Ok(program) => return program,
                Err((words, places)) => match recording.refused(source, &places) {
                    Some(next) => recording = next,
                    None => panic!(
                        "the recorded program is rejected\n{words}\n{}",
                        source.text()
                    ),
                },
            }
        }
    }

    fn run(&self, program: &Path) -> Run {
        let file = program.with_extension("record");
        let _ = fs::remove_file(&file);
        let mut command = Command::new(program);
        command.env(VARIABLE, &file).env_remove("RUST_BACKTRACE");
        let finished = run(command, Bounds::PROGRAM).expect("the program starts");
        let record = fs::read(&file)
            .ok()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Run {
            finished,
            memory: record.map(|record| (read(&record), record)),
        }
    }
}

fn recorded(text: &str) -> Run {
    let source = Source::parse(text).expect("a program");
    let recording = record(&source).expect("it can be recorded");
    let program = bench().compile_recorded(&source, recording);
    bench().run(&program)
}

fn memory_of(text: &str) -> Memory {
    recorded(text).memory.expect("a record").0
}

/// Runs a program and compares its steps, one line each, with what is expected.
fn check(program: &str, expected: &str) -> Result<(), String> {
    let trimmed = |text: &str| -> String {
        let lines = text.trim().lines();
        lines.map(|line| format!("{}\n", line.trim_end())).collect()
    };
    let shown = trimmed(&render(&memory_of(program)));
    let expected = trimmed(expected);
    match shown == expected {
        true => Ok(()),
        false => Err(format!(
            "{program}\nrecorded:\n{shown}\nexpected in `tests/memory`:\n{expected}"
        )),
    }
}

/// One line a step: line, variables by frame, blocks, and what happened before.
fn render(memory: &Memory) -> String {
    let mut out = String::new();
    for step in &memory.steps {
        let _ = write!(out, "{}:", step.line);
        let names: Vec<_> = step
            .frames
            .iter()
            .flat_map(|frame| &frame.bindings)
            .collect();
        let name = |number: u32| {
            let held = names.iter().find(|one| one.number == number);
            held.map_or_else(|| format!("?{number}"), |one| one.name.clone())
        };
        for (depth, frame) in step.frames.iter().enumerate() {
            if depth > 0 {
                let _ = write!(out, " {}(", frame.function);
            }
            for one in &frame.bindings {
                let _ = write!(out, " {}={}", one.name, value(&one.value, &name));
            }
            if depth > 0 {
                out.push_str(" )");
            }
        }
        for block in &step.heap {
            let contents = block
                .contents
                .as_ref()
                .map(|contents| value(contents, &name));
            let _ = write!(
                out,
                " | #{} {} {}",
                block.label,
                block.size,
                contents.unwrap_or_default()
            );
        }
        let _ = writeln!(out, "{}", events(&step.events));
    }
    let _ = writeln!(out, "{:?}{}", memory.ending, events(&memory.after));
    if !memory.leaked.is_empty() {
        let _ = writeln!(out, "leaked {:?}", memory.leaked);
    }
    out
}

fn events(events: &[Event]) -> String {
    let mut out = String::new();
    for event in events {
        let _ = match event {
            Event::Born {
                block,
                instead: Some(old),
                ..
            } => write!(out, " +{block}<{old}"),
            Event::Born { block, .. } => write!(out, " +{block}"),
            Event::Released { block } => write!(out, " -{block}"),
            Event::Entered { function } => write!(out, " enter:{function}"),
            Event::Left { function } => write!(out, " leave:{function}"),
            Event::Ended { name, .. } => write!(out, " end:{name}"),
            Event::Panicked { line, message } => write!(out, " panic:{line}:{message}"),
            Event::Declared { .. } | Event::Printed { .. } => Ok(()),
        };
    }
    if out.is_empty() {
        out
    } else {
        format!(" ;{out}")
    }
}

fn value(of: &Value, name: &impl Fn(u32) -> String) -> String {
    let list = |values: &[Value]| -> String {
        let all: Vec<String> = values.iter().map(|one| value(one, name)).collect();
        all.join(",")
    };
    match of {
        Value::Plain(word) => word.clone(),
        Value::Text(text, _) => format!("{text:?}"),
        Value::List(values, _) => format!("[{}]", list(values)),
        Value::Record(record, fields) => {
            let named = |(field, held): &(String, Value)| match field.parse::<usize>() {
                Ok(_) => value(held, name),
                Err(_) => format!("{field}:{}", value(held, name)),
            };
            let fields: Vec<String> = fields.iter().map(named).collect();
            format!("{record}({})", fields.join(","))
        }
        Value::Opaque(kind, size) => format!("<{kind} {size}>"),
        Value::Cut => "...".to_owned(),
        Value::Pointer(pointer) => {
            let mut out = String::from(match pointer.kind {
                Kind::Owning => "own ",
                Kind::Counted => "counted ",
                Kind::Weak => "weak ",
                Kind::Shared => "&",
                Kind::Exclusive => "&mut ",
                Kind::Raw => "*",
            });
            let _ = match pointer.to {
                Target::Block(label, 0) => write!(out, "#{label}"),
                Target::Block(label, offset) => write!(out, "#{label}+{offset}"),
                Target::Released(label) => write!(out, "x{label}"),
                Target::Variable(number, 0) => write!(out, "{}", name(number)),
                Target::Variable(number, offset) => write!(out, "{}+{offset}", name(number)),
                other => write!(out, "{}", format!("{other:?}").to_lowercase()),
            };
            let _ = match (pointer.length, pointer.capacity) {
                (Some(length), Some(capacity)) => write!(out, " {length}/{capacity}"),
                (Some(length), None) => write!(out, " {length}"),
                _ => Ok(()),
            };
            if let Some(seen) = &pointer.seen {
                let _ = write!(out, "={}", value(seen, name));
            }
            out
        }
    }
}

/// Standard error without what no two runs share: thread numbers and columns.
fn words(finished: &Finished) -> String {
    let words = String::from_utf8_lossy(&finished.stderr);
    let line = |line: &str| match line.split_once(" panicked at ") {
        Some((thread, place)) => {
            let thread = thread.split(" (").next().unwrap_or(thread);
            let place = place.trim_end_matches(':');
            let place = place.rsplit_once(':').map_or(place, |(place, _)| place);
            format!("{thread} panicked at {place}\n")
        }
        None => format!("{line}\n"),
    };
    words.lines().map(line).collect()
}

fn status(finished: &Finished) -> String {
    match finished.ending {
        RunEnding::Exited(status) => status.to_string(),
        other => format!("{other:?}"),
    }
}

/// The programs of the corpus, by name, those with expected steps among them.
fn corpus() -> Vec<(String, String)> {
    let mut programs = named(include_str!("memory/programs.txt"));
    for (name, program) in STEPS.iter().flat_map(|text| named(text)) {
        let (program, _) = program.split_once("//=").expect("expected steps");
        programs.push((name, program.to_owned()));
    }
    programs
}

/// Programs, each opened by its name and followed by the steps that it takes.
const STEPS: [&str; 3] = [
    include_str!("memory/steps.txt"),
    include_str!("memory/types.txt"),
    include_str!("memory/drops.txt"),
];

fn named(text: &str) -> Vec<(String, String)> {
    let programs = text.split("//: ").skip(1);
    programs
        .map(|program| {
            let (name, body) = program.split_once('\n').expect("a name and a program");
            (name.to_owned(), body.to_owned())
        })
        .collect()
}

/// The programs of the book, by path.
fn book() -> Vec<(String, String)> {
    let mut programs = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("a program");
                programs.push((path.display().to_string(), text));
            }
        }
    }
    programs
}

/// Does `work` on two threads and returns every complaint.
fn on_two_threads<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), String> + Sync,
) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let one = || {
        let mut complaints = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            complaints.extend(work(item).err());
        }
        complaints
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(one);
        let mut complaints = one();
        complaints.extend(other.join().expect("no panic"));
        complaints
    })
}

/// Programs whose threads take turns as they like.
fn threaded(program: &str) -> bool {
    program.contains("thread::")
}

#[test]
fn being_recorded_changes_nothing() {
    let mut programs = book();
    programs.extend(corpus());
    assert!(programs.len() >= 100, "{} programs", programs.len());
    let complaints = on_two_threads(&programs, |(name, text)| {
        let plain = bench()
            .compile(text)
            .map_err(|(words, _)| format!("{name} is no program:\n{words}"))?;
        let plain = bench().run(&plain).finished;
        let source = Source::parse(text).map_err(|error| format!("{name}: {error}"))?;
        let recording = record(&source).map_err(|error| format!("{name}: {error}"))?;
        let program = bench().compile_recorded(&source, recording);
        let recorded = bench().run(&program);
        let same = |what: &str, one: &str, other: &str| match one == other {
            true => Ok(()),
            false => Err(format!("{name}: {what} is\n{other}\ninstead of\n{one}")),
        };
        let out = |finished: &Finished| String::from_utf8_lossy(&finished.stdout).into_owned();
        same("standard output", &out(&plain), &out(&recorded.finished))?;
        same("standard error", &words(&plain), &words(&recorded.finished))?;
        same(
            "the exit status",
            &status(&plain),
            &status(&recorded.finished),
        )?;

        let (memory, text_of_record) = recorded.memory.ok_or(format!("{name}: no record"))?;
        let plainly_ended = !["exit(", "abort("].iter().any(|word| text.contains(word));
        if memory.steps.is_empty() || plainly_ended != (memory.ending != Ending::Broken) {
            return Err(format!(
                "{name}: {:?} after {} steps",
                memory.ending,
                memory.steps.len()
            ));
        }
        if threaded(text) {
            return Ok(());
        }
        let again = bench()
            .run(&program)
            .memory
            .ok_or(format!("{name}: no second record"))?;
        same("the second record", &text_of_record, &again.1)
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
#[cfg_attr(
    not(all(target_os = "linux", target_pointer_width = "64")),
    ignore = "sizes are those of 64 bits, and static text is known on Linux only"
)]
fn each_step_shows_what_memory_holds() {
    let programs: Vec<_> = STEPS.iter().flat_map(|text| named(text)).collect();
    let complaints = on_two_threads(&programs, |(name, text)| {
        let (program, expected) = text.split_once("//=").expect("expected steps");
        check(program, expected).map_err(|words| format!("{name}:\n{words}"))
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

/// An allocator that counts, for the original of a program: births and deaths within `main`, on
/// standard error at its end.
const COUNTING: &str = r#"
struct Counting;
static BIRTHS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
static DEATHS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
#[global_allocator] static COUNTING: Counting = Counting;
unsafe impl std::alloc::GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: std::alloc::Layout) -> *mut u8 {
        BIRTHS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        unsafe { std::alloc::System.alloc(layout) }
    }
    unsafe fn dealloc(&self, place: *mut u8, layout: std::alloc::Layout) {
        DEATHS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        unsafe { std::alloc::System.dealloc(place, layout) }
    }
}
fn main() {
    let _ = (std::io::stdout(), std::io::stdin());
    let count = |of: &std::sync::atomic::AtomicUsize| of.load(std::sync::atomic::Ordering::Relaxed);
    let before = (count(&BIRTHS), count(&DEATHS));
    original();
    eprintln!("{} {}", count(&BIRTHS) - before.0, count(&DEATHS) - before.1);
}
"#;

#[test]
fn births_and_deaths_are_those_of_a_counting_allocator() {
    let names = [
        "text",
        "a list grows",
        "lists in lists",
        "boxes",
        "a linked list",
        "a tree",
        "counted",
        "own drop",
        "drops in parameters and temporaries",
        "matching on owned",
        "maps",
        "traits",
        "many blocks",
        "much printing",
        "forget and leak",
        "a list is changed while it is walked",
    ];
    let programs: Vec<_> = corpus()
        .into_iter()
        .filter(|(name, _)| names.contains(&name.as_str()))
        .collect();
    assert_eq!(programs.len(), names.len());
    let complaints = on_two_threads(&programs, |(name, text)| {
        let counting = format!("{}{COUNTING}", text.replace("fn main()", "fn original()"));
        let program = bench().compile(&counting).map_err(|(words, _)| words)?;
        let counted = bench().run(&program).finished;
        let memory = memory_of(text);
        let all = || {
            memory
                .steps
                .iter()
                .flat_map(|step| &step.events)
                .chain(&memory.after)
        };
        let births = all()
            .filter(|event| matches!(event, Event::Born { .. }))
            .count();
        let deaths = all()
            .filter(|event| matches!(event, Event::Released { .. }))
            .count();
        let recorded = format!("{births} {deaths}");
        let counted = String::from_utf8_lossy(&counted.stderr).trim().to_owned();
        if recorded != counted {
            return Err(format!("{name}: recorded {recorded}, counted {counted}"));
        }
        let leaks = if name == "forget and leak" { 2 } else { 0 };
        if memory.leaked.len() != leaks || births - deaths != leaks {
            return Err(format!("{name}: {:?} are left", memory.leaked));
        }
        Ok(())
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn output_is_known_at_each_step() {
    let memory =
        memory_of("fn main() {\n    print!(\"a\");\n    println!(\"b\");\n    println!();\n}\n");
    let seen: Vec<&str> = memory
        .steps
        .iter()
        .map(|step| &memory.output[..step.output])
        .collect();
    assert_eq!(seen, ["", "a", "ab\n", "ab\n\n"]);
}

#[test]
fn a_recording_is_bounded_and_the_program_goes_on() {
    let program = "fn main() { let mut n = 0; while n < 100_000 { n += 1; } println!(\"{n}\"); }";
    let run = recorded(program);
    let (memory, record) = run.memory.expect("a record");
    assert_eq!(memory.ending, Ending::Bounded);
    assert!(
        (1_000..=2_000).contains(&memory.steps.len()),
        "{}",
        memory.steps.len()
    );
    assert!(record.len() < 2 << 20);
    assert_eq!(run.finished.stdout, b"100000\n");
}

#[test]
fn what_cannot_be_recorded_is_told_with_its_line() {
    let refused = |text: &str| {
        let source = Source::parse(text).expect("a program");
        record(&source).expect_err("a refusal").to_string()
    };
    assert_eq!(
        refused("#![no_std]\nfn main() {}"),
        "line 1: a program without the standard library is not recorded"
    );
    assert_eq!(
        refused("fn main() {}\n#[global_allocator]\nstatic A: System = System;"),
        "line 2: a program with an allocator of its own is not recorded"
    );
    assert_eq!(
        refused("fn helper() {}"),
        "line 1: a program without a plain `fn main` is not recorded"
    );
    let left = |text: &str| -> Vec<String> {
        let source = Source::parse(text).expect("a program");
        let recording = record(&source).expect("a recording");
        recording.left().iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        left("fn main() {}\nasync fn later() {}\nconst fn early() {}\nfn f() { async {}; }"),
        [
            "line 2: the `async fn` `later` is not recorded",
            "line 3: the `const fn` `early` is not recorded",
            "line 4: an `async` block is not recorded",
        ]
    );
}

#[test]
fn the_recorder_also_fits_into_the_program_itself() {
    let text = "fn main() { let text = String::from(\"x\"); println!(\"{text}\"); }";
    let source = Source::parse(text).expect("a program");
    let whole = record(&source).expect("a recording").whole();
    assert_eq!(
        whole.lines().next().map(|line| line.contains("fn main()")),
        Some(true)
    );
    let program = bench()
        .compile(&whole)
        .map_err(|(words, _)| words)
        .expect("it compiles");
    let run = bench().run(&program);
    assert_eq!(run.finished.stdout, b"x\n");
    assert_eq!(
        render(&run.memory.expect("a record").0),
        render(&memory_of(text))
    );
}

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// A text with a piece cut, doubled, moved or changed.
    fn mutate(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(3) {
            let from = self.below(letters.len());
            let to = (from + self.below(20)).min(letters.len());
            let place = self.below(letters.len() + 1);
            match self.below(5) {
                0 => drop(letters.drain(from..to)),
                1 => letters.truncate(from.max(1)),
                2 => {
                    let piece = letters[from..to].to_vec();
                    letters.splice(place..place, piece);
                }
                3 => letters.insert(
                    place,
                    ['\t', '\n', '9', '{', 'ß', '"', '}', '-'][self.below(8)],
                ),
                _ => {
                    if let Some(letter) = letters.get_mut(from) {
                        *letter = ['\t', '0', ';', '(', '\u{1F600}'][self.below(5)];
                    }
                }
            }
        }
        letters.into_iter().collect()
    }
}

#[test]
fn nothing_panics_on_broken_records_and_programs() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let programs = corpus();
    let (_, record_text) = recorded(&programs[0].1).memory.expect("a record");
    let (_, drops) = recorded(&programs.last().expect("programs").1)
        .memory
        .expect("a record");
    let mut parsed = 0;
    for case in 0..500 {
        let text = if case % 2 == 0 { &record_text } else { &drops };
        let memory = read(&dice.mutate(text));
        serde_json::to_string(&memory).expect("JSON");

        let (_, program) = &programs[dice.below(programs.len())];
        if let Ok(source) = Source::parse(&dice.mutate(program)) {
            parsed += 1;
            if let Ok(recording) = record(&source) {
                let lines = source.text().lines().count();
                let program = recording.program();
                assert!(
                    program.lines().count() <= lines + 2,
                    "a line was added\n{program}"
                );
                let _ = recording.refused(&source, &[dice.below(program.len())]);
            }
        }
    }
    assert!(parsed >= 50, "only {parsed} mutated programs were programs");
    for end in 0..drops.len().min(2_000) {
        if let Some(part) = drops.get(..end) {
            read(part);
        }
    }
}

#[test]
fn the_model_survives_json() {
    let memory = memory_of(&corpus()[0].1);
    let json = serde_json::to_string(&memory).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Memory>(&json).expect("a model"),
        memory
    );
}
