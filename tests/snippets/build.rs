//! Hands the chapters and README to skeptic, which makes a test of every block of Rust in them.
//!
//! skeptic asks for whole programs in edition 2021 at most, so a block without `main` gets one
//! here, and the compiler is called through a launcher that names edition 2024.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let root = Path::new("../..");
    println!("cargo:rerun-if-changed=../../src");
    println!("cargo:rerun-if-changed=../../README.md");
    println!("cargo:rerun-if-changed=edition_2024.rs");

    let mut pages = vec![root.join("README.md")];
    pages.extend(skeptic::markdown_files_of_directory("../../src"));
    let whole: Vec<PathBuf> = pages
        .iter()
        .map(|page| {
            let text = fs::read_to_string(page)
                .unwrap_or_else(|error| panic!("`{}` cannot be read: {error}", page.display()));
            let copy = out.join(page.file_name().expect("a page has a name"));
            fs::write(&copy, with_main(&text)).expect("the folder that cargo names can be written");
            copy
        })
        .collect();
    skeptic::generate_doc_tests(&whole);

    let launcher = out.join(format!("rustc-2024{}", env::consts::EXE_SUFFIX));
    let built = Command::new(env::var_os("RUSTC").expect("cargo names its compiler"))
        .args(["--edition", "2024", "edition_2024.rs", "-o"])
        .arg(&launcher)
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "the launcher does not compile"
    );
    // cargo sets this for the tests too, and skeptic compiles with what it names.
    println!("cargo:rustc-env=RUSTC={}", launcher.display());
}

/// The text with a `main` around each block of Rust that has none; no line moves.
fn with_main(text: &str) -> String {
    let mut whole = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        whole.push_str(line);
        whole.push('\n');
        if line.trim() != "```rust" {
            continue;
        }
        let block: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.trim() != "```")
            .collect();
        let body = block.join("\n");
        if body.contains("fn main()") {
            whole.push_str(&body);
        } else {
            whole.push_str(&format!("fn main() {{ {body} }}"));
        }
        whole.push_str("\n```\n");
    }
    whole
}
