//! Stories of small programs, told as text: each lies in `stories/`, with its story beside it.
//!
//! To accept what is told now: `LENS_ACCEPT=1 cargo test -p lens --test story`, and read the
//! difference.

use lens::draw::paint::Paint;
use lens::draw::{text, words};
use lens::edition::Edition;
use lens::source::Source;
use lens::story::{Recorded, Story, tell};
use playground::{Bounds, Rustc, ask};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The story of a program, asked of the real rustc and of a real run.
fn story(program: &str) -> Story {
    let rustc = Rustc::find(&root(), &root().join("target")).expect("a compiler");
    let source = Source::parse(program).expect("a program");
    let edition = Edition::default();
    let permissions = ask::permissions(&rustc, &source, edition).expect("answers");
    if !permissions.errors.is_empty() {
        return tell(&source, &permissions, None);
    }
    let recorded = ask::memory(&rustc, &source, edition, Bounds::PROGRAM).expect("a record");
    let ending = recorded.run.ending;
    let told = Recorded {
        memory: &recorded.memory,
        left: &recorded.left,
        ended: (!ending.is_success()).then(|| ending.to_string()),
    };
    tell(&source, &permissions, Some(told))
}

/// Everything that is told, as text.
fn told(program: &str, story: &Story) -> String {
    let mut told = String::new();
    for rejection in &story.rejections {
        told.push_str(&format!("rejected: {}\n", rejection.message));
        for sentence in &rejection.told {
            told.push_str(&format!("  {sentence}\n"));
        }
    }
    for function in &story.functions {
        told.push_str(&text::lanes(program, story, function, Paint::Plain));
        for sentence in words::lanes(function) {
            told.push_str(&format!("  {sentence}\n"));
        }
        told.push('\n');
    }
    let steps = story.run.as_ref().map_or(0, |run| run.steps.len());
    for number in 0..steps {
        told.extend(text::step(program, story, number, Paint::Plain));
        told.push('\n');
    }
    told.extend(text::after(story, Paint::Plain));
    if let Some(run) = &story.run {
        told.push_str(&format!("{}\n", run.end));
    }
    told.extend(words::leaks(story));
    for note in &story.untold {
        told.push_str(&format!("line {}: {}\n", note.line, note.words));
    }
    told
}

#[test]
fn small_programs_have_the_stories_that_lie_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let entries = fs::read_dir(&folder).expect("the stories' folder");
    let mut programs: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    programs.retain(|path| path.extension().is_some_and(|it| it == "rs"));
    programs.sort();
    assert!(programs.len() >= 12, "the programs are found");
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let schema = fs::read_to_string(docs.join("story.schema.json")).expect("a schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let mut wrong = Vec::new();
    let mut compare = |file: &Path, told: &str| {
        if std::env::var_os("LENS_ACCEPT").is_some() {
            fs::write(file, told).expect("a file");
        }
        let expected = fs::read_to_string(file).unwrap_or_default();
        if told != expected.replace("\r\n", "\n") {
            wrong.push(format!("{}:\n{told}", file.display()));
        }
    };
    for path in programs {
        let program = fs::read_to_string(&path).expect("a program");
        let story = story(&program);
        let json = story.to_json();
        assert_eq!(Story::from_json(&json).expect("a story"), story);
        let kept = serde_json::from_str(&json).expect("JSON");
        let errors: Vec<String> = schema.iter_errors(&kept).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        compare(&path.with_extension("txt"), &told(&program, &story));
        // The example of the documentation is one of them.
        if path.ends_with("lent.rs") {
            compare(&docs.join("story.example.json"), &json);
        }
    }
    assert!(
        wrong.is_empty(),
        "told otherwise than before; if it is right: LENS_ACCEPT=1 cargo test -p lens --test story\n\n{}",
        wrong.join("\n\n")
    );
}
