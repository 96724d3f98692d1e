//! A compiler that compiles for edition 2024 whatever edition it is asked for.

use std::env;
use std::process::{Command, exit};

fn main() {
    let arguments = env::args_os().skip(1).filter(|argument| {
        !argument.to_string_lossy().starts_with("--edition")
    });
    let status = Command::new("rustc").arg("--edition=2024").args(arguments).status();
    match status {
        Ok(status) => exit(status.code().unwrap_or(1)),
        Err(error) => {
            eprintln!("error: rustc cannot be started: {error}");
            exit(1);
        }
    }
}
