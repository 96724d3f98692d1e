//! Programs with the steps that they take, by theme.

use crate::bench::{memory_of, on_two_threads};
use crate::corpus::with_steps;
use crate::shown::render;

#[test]
#[cfg_attr(
    not(all(target_os = "linux", target_pointer_width = "64")),
    ignore = "sizes are those of 64 bits, and static text is known on Linux only"
)]
fn each_step_shows_what_memory_holds() {
    let complaints = on_two_threads(&with_steps(), |(name, program, expected)| {
        check(program, expected).map_err(|words| format!("{name}:\n{words}"))
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
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
            "{program}\nrecorded:\n{shown}\nexpected in `tests/memory/steps`:\n{expected}"
        )),
    }
}
