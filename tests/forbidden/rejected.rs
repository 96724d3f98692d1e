//! Proves that rustc rejects every forbidden program, in the words of the `.stderr` beside it.
//!
//! trybuild checks all of them in one run of cargo. Names on the command line choose some, as in
//! any test: `cargo test moves/use_after_move`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Set for the compiler that trybuild starts: this program, which adds the sysroot and passes on.
const SYSROOT: &str = "FORBIDDEN_SYSROOT";

fn main() -> ExitCode {
    if let Some(sysroot) = env::var_os(SYSROOT) {
        return compile_with(sysroot);
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    let exact = arguments.iter().any(|argument| argument == "--exact");
    let chosen: Vec<String> = arguments
        .iter()
        .filter(|a| !a.starts_with('-'))
        .cloned()
        .collect();
    let names: Vec<String> = programs(Path::new(env!("CARGO_MANIFEST_DIR")))
        .into_iter()
        .filter(|name| {
            chosen.is_empty()
                || chosen.iter().any(|part| {
                    if exact {
                        name == part
                    } else {
                        name.contains(part)
                    }
                })
        })
        .collect();
    if arguments.iter().any(|argument| argument == "--list") {
        names.iter().for_each(|name| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let skipped = arguments.iter().any(|argument| argument == "--ignored");
    if names.is_empty() || skipped {
        return ExitCode::SUCCESS;
    }
    prove(&names)
}

/// Runs trybuild on these programs.
fn prove(names: &[String]) -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let accepting = env::var_os("TRYBUILD").is_some();
    let new = |name: &&String| !folder.join(format!("{name}.stderr")).is_file();
    if let Some(name) = names.iter().find(new).filter(|_| !accepting) {
        eprintln!("error: `{name}` has no `.stderr`; record it: cargo run -- bless {name}");
        return ExitCode::FAILURE;
    }
    let target = folder.join("../../target");
    let rustc = match playground::Rustc::find(folder, &target) {
        Ok(rustc) => rustc,
        Err(error) => {
            eprintln!("error: rustc cannot be asked: {error}; install Rust");
            return ExitCode::FAILURE;
        }
    };
    let myself = env::current_exe().expect("a running program knows its path");
    // SAFETY: no other thread has been started.
    #[allow(unsafe_code)]
    unsafe {
        env::set_var("RUSTC_WRAPPER", myself);
        env::set_var(SYSROOT, rustc.sysroot());
    }
    let proved = std::panic::catch_unwind(|| {
        let cases = trybuild::TestCases::new();
        for name in names {
            cases.compile_fail(format!("{name}.rs"));
        }
    });
    match proved {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => {
            eprintln!(
                "rustc does not say what the `.stderr` of a program above says. If its new words are \
                 right, accept them: cargo run -- bless NAME"
            );
            ExitCode::FAILURE
        }
    }
}

/// Passes a compilation on to the compiler that cargo names first, with our sysroot.
fn compile_with(sysroot: OsString) -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().expect("cargo names the compiler first");
    let status = Command::new(compiler)
        .args(arguments)
        .arg("--sysroot")
        .arg(sysroot)
        .env_remove(SYSROOT)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The names of the forbidden programs: `moves/use_after_move`.
fn programs(folder: &Path) -> Vec<String> {
    let files = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the folder of the tests can be read");
        entries
            .map(|entry| entry.expect("its entries can be read").path())
            .collect()
    };
    let mut names: Vec<String> = files(folder)
        .into_iter()
        .filter(|path| path.is_dir())
        .flat_map(|chapter| files(&chapter))
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let inner = path
                .strip_prefix(folder)
                .unwrap_or(&path)
                .with_extension("");
            inner.display().to_string().replace('\\', "/")
        })
        .collect();
    names.sort();
    names
}
