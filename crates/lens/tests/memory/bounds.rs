//! Where a recording ends or cannot begin, and what is kept.

use crate::bench::{bench, memory_of, recorded};
use crate::corpus::program;
use crate::shown::render;
use lens::memory::{Ending, Event, Memory, Target, Value, record};
use lens::source::Source;

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
    // Two steps before the loop, two in each turn, one behind each body, and two after it.
    let all = memory.steps.len() + memory.left_out.expect("a number");
    assert_eq!(all, 2 + 2 * 100_000 + 2);
}

#[test]
fn a_program_that_never_ends_keeps_its_first_steps() {
    for (program, ending) in [
        (
            "fn main() { let mut n = 0u64; loop { n = n.wrapping_add(1); } }",
            Ending::Bounded,
        ),
        (
            "fn main() { let n = 1; std::thread::park(); println!(\"{n}\"); }",
            Ending::Broken,
        ),
        (
            "fn main() { let word = \"again\"; loop { println!(\"{word}\"); } }",
            Ending::Bounded,
        ),
    ] {
        let (memory, _) = recorded(program).memory.expect("a record");
        assert_eq!(memory.ending, ending, "{program}");
        assert!(memory.steps.len() > 1, "{program}");
        // A program that finds nobody reading its output can still end by a panic, and count.
        if !program.contains("again") {
            assert_eq!(memory.left_out, None, "nobody has counted them all");
        }
    }
}

#[test]
fn a_stack_that_overflows_leaves_what_was_recorded() {
    let run = recorded(
        "fn deeper(n: u8) -> u8 { let large = [n; 400_000]; let more = deeper(n + 1); more + large[9] }
fn main() { println!(\"{}\", deeper(0)); }",
    );
    let words = String::from_utf8_lossy(&run.finished.stderr).into_owned();
    assert!(words.contains("has overflowed its stack"), "{words}");
    let memory = run.memory.expect("a record").0;
    assert_eq!(memory.ending, Ending::Broken);
    let last = memory.steps.last().expect("steps");
    assert!(last.frames.len() > 5, "{} functions", last.frames.len());
}

#[test]
fn nothing_can_be_read_from_standard_input() {
    let run = recorded(
        "fn main() { let mut line = String::new(); let n = std::io::stdin().read_line(&mut line); \
         println!(\"{n:?} {line:?}\"); }",
    );
    assert_eq!(run.finished.stdout, b"Ok(0) \"\"\n");
    assert_eq!(run.memory.expect("a record").0.ending, Ending::Finished);
}

#[cfg(unix)]
#[test]
fn children_write_nothing_into_the_record() {
    let run = recorded(
        "unsafe extern \"C\" { fn fork() -> i32; fn waitpid(child: i32, to: *mut i32, how: i32) -> i32; }
fn child() { let inside = String::from(\"child\"); println!(\"{inside}\"); }
fn main() {
    let child = unsafe { fork() };
    if child == 0 { self::child(); std::process::exit(0); }
    unsafe { waitpid(child, std::ptr::null_mut(), 0); }
    println!(\"parent\");
}",
    );
    assert_eq!(run.finished.stdout, b"child\nparent\n");
    let memory = run.memory.expect("a record").0;
    assert_eq!(memory.ending, Ending::Finished);
    let entered =
        |event: &Event| matches!(event, Event::Entered { function } if function == "child");
    let all = memory.steps.iter().flat_map(|step| &step.events);
    assert_eq!(all.filter(|event| entered(event)).count(), 0);
}

#[test]
fn what_happens_is_told_by_thread() {
    let memory = memory_of(
        "fn main() {
    let list = vec![1u8];
    let other = std::thread::spawn(move || { let own = Box::new(2u8); *own + list[0] });
    let sum = other.join().unwrap();
    println!(\"{sum}\");
}",
    );
    // Labels by the thread that was at work when the block was released.
    let mut thread = 1;
    let mut released = Vec::new();
    let all = memory.steps.iter().flat_map(|step| &step.events);
    for event in all.chain(&memory.after) {
        match event {
            Event::Turn { thread: next } => thread = *next,
            Event::Released { block } => released.push((thread, *block)),
            _ => {}
        }
    }
    let own = memory.steps.iter().find_map(|step| {
        let frames = step.frames.iter().flat_map(|frame| &frame.bindings);
        let own = frames.filter(|one| one.name == "own");
        own.map(|one| (step.thread, &one.value)).next()
    });
    let Some((2, Value::Pointer(own))) = own else {
        panic!("{own:?}")
    };
    let Target::Block(own, 0) = own.to else {
        panic!("{own:?}")
    };
    assert!(released.contains(&(2, own)), "{released:?}");
    assert!(
        released.contains(&(2, 1)),
        "the closure's list: {released:?}"
    );
}

#[test]
fn a_parameter_that_a_tail_borrows_stays_where_older_editions_mind() {
    let text = "use std::cell::RefCell;
fn count(names: RefCell<Vec<String>>) -> usize { names.borrow().len() }
fn main() { println!(\"{}\", count(RefCell::new(vec![String::from(\"a\")]))); }";
    for (edition, end) in [
        ("2021", "end:names leave:count -2 -1"),
        ("2024", "end:names -2 -1 leave:count"),
    ] {
        let recorded = bench().compile_recorded(text, edition);
        let run = bench().run(&recorded.program);
        assert_eq!(run.finished.stdout, b"1\n");
        let steps = render(&run.memory.expect("a record").0);
        assert!(steps.contains(end), "{edition}: {steps}");
    }
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

#[test]
fn the_model_survives_json() {
    let memory = memory_of(&program("text"));
    let json = serde_json::to_string(&memory).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Memory>(&json).expect("a model"),
        memory
    );
}
