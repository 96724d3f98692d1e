//! What running a program printed: the fact that a page shows and a test compares.
//!
//! As text, the form in which it is committed and reviewed:
//!
//! ```text
//! stdout:
//! | filed A-1042
//! exit status: 101
//! stderr:
//! | thread 'main' panicked at examples/moves/total.rs:5:5:
//! warnings:
//! | warning: unused variable: `invoice`
//! ```
//!
//! Only `stdout` always stands there; the exit status where it is not zero.

/// What one run of a program left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Standard output.
    pub stdout: String,
    /// `101`, or [`STACK_OVERFLOW`]; `None` for a success.
    pub exit_status: Option<String>,
    /// Standard error, without what differs from run to run.
    pub stderr: String,
    /// rustc's warnings on the program.
    pub warnings: String,
}

const NO_NEWLINE: &str = "\\ no newline at the end";

impl Record {
    /// The text form; ends with a newline.
    pub fn to_text(&self) -> String {
        let mut text = String::from("stdout:\n");
        quote(&mut text, &self.stdout);
        if let Some(status) = &self.exit_status {
            text.push_str(&format!("exit status: {status}\n"));
        }
        for (title, body) in [("stderr", &self.stderr), ("warnings", &self.warnings)] {
            if !body.is_empty() {
                text.push_str(&format!("{title}:\n"));
                quote(&mut text, body);
            }
        }
        text
    }

    /// Reads the text form back; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Record> {
        let mut record = Record::default();
        let mut section = None;
        for line in text.lines() {
            let body: &mut String = match section {
                Some("stdout:") => &mut record.stdout,
                Some("stderr:") => &mut record.stderr,
                Some("warnings:") => &mut record.warnings,
                _ => &mut String::new(),
            };
            if let Some(status) = line.strip_prefix("exit status: ") {
                record.exit_status = Some(status.to_owned());
            } else if let Some(quoted) = line.strip_prefix('|') {
                section?;
                body.push_str(quoted.strip_prefix(' ').unwrap_or(quoted));
                body.push('\n');
            } else if line == NO_NEWLINE {
                body.pop();
            } else if ["stdout:", "stderr:", "warnings:"].contains(&line) {
                section = Some(line);
            } else {
                return None;
            }
        }
        section.map(|_| record)
    }
}

/// Appends each line behind `| `, so that no line of a program's output can look like a title.
fn quote(text: &mut String, body: &str) {
    for line in body.lines() {
        text.push_str(if line.is_empty() { "|" } else { "| " });
        text.push_str(line);
        text.push('\n');
    }
    if !body.is_empty() && !body.ends_with('\n') {
        text.push_str(NO_NEWLINE);
        text.push('\n');
    }
}

/// How a program ended that had no room left on its stack, on every system.
pub const STACK_OVERFLOW: &str = "stack overflow";

const OVERFLOWED: &str = " has overflowed its stack";

/// Standard error without what differs from run to run and from system to system: the number of
/// the thread that panicked or ran out of stack, the slashes of the path, and that Unix aborts.
pub fn normalize_stderr(stderr: &str) -> String {
    stderr
        .split_inclusive('\n')
        .filter(|line| line.trim_end() != "fatal runtime error: stack overflow, aborting")
        .map(|line| {
            let said = [" panicked at ", OVERFLOWED]
                .into_iter()
                .find_map(|words| Some((words, line.split_once(words)?)));
            let Some((words, (thread, rest))) = said else {
                return line.to_owned();
            };
            let name = thread.rsplit_once(" (").map_or(thread, |(name, _)| name);
            format!("{name}{words}{}", rest.replace('\\', "/"))
        })
        .collect()
}

/// Whether a program says that its stack had no room left.
pub fn has_overflowed(stderr: &str) -> bool {
    stderr.lines().any(|line| line.ends_with(OVERFLOWED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_record_are_the_same_thing() {
        for stdout in [
            "",
            "one\n",
            "one\n\n two \n",
            "no newline",
            "| quoted\nstderr:\n",
            "\n",
        ] {
            let record = Record {
                stdout: stdout.into(),
                ..Record::default()
            };
            assert_eq!(Record::parse(&record.to_text()), Some(record));
        }
        let whole = Record {
            stdout: "a\n".into(),
            exit_status: Some("101".into()),
            stderr: "b".into(),
            warnings: "c\n\nd\n".into(),
        };
        assert_eq!(Record::parse(&whole.to_text()), Some(whole));
    }

    #[test]
    fn text_that_is_no_record_is_refused() {
        for text in ["", "| one\n", "stdout:\nsomething\n"] {
            assert_eq!(Record::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_panic_reads_the_same_on_every_run_and_system() {
        assert_eq!(
            normalize_stderr("thread 'main' (4711) panicked at examples\\a\\b.rs:1:2:\nno\n"),
            "thread 'main' panicked at examples/a/b.rs:1:2:\nno\n"
        );
        assert_eq!(
            normalize_stderr(
                "\nthread 'main' (4711) has overflowed its stack\n\
                 fatal runtime error: stack overflow, aborting\n"
            ),
            "\nthread 'main' has overflowed its stack\n"
        );
    }
}
