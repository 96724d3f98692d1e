//! A report: the command, what the program printed, and what the sanitizers said, reduced.
//!
//! What a sanitizer prints differs from run to run (addresses, process numbers), from machine to
//! machine (paths) and from compiler to compiler (frames of its library, offsets, a word here and
//! there). Left are its own words on what happened, and where in the program: each frame that lies
//! in the program's file, with its function and its line.
//!
//! ```text
//! ERROR: AddressSanitizer: heap-use-after-free
//! READ of size 8
//!     in main, line 15
//! freed here:
//!     in main, line 14
//! ```

use super::compiler::ARGUMENTS;
use std::path::Path;

/// What makes AddressSanitizer watch variables of functions that have returned; clang's does so by
/// itself, gcc's does not.
pub(super) const STACK_OPTION: &str = "detect_stack_use_after_return=1";

/// Writes the report on the program `file`: `printed` on standard output, `said` on standard error,
/// and how it ended, where that is not success.
pub(super) fn of(file: &str, printed: &str, said: &str, ending: Option<String>) -> String {
    let told = reduced(file, said);
    let mut report = command(file, told.text.contains("stack-use-after-return"));
    report.push_str(&lines(printed));
    report.push_str(&lines(&told.own));
    report.push_str(&told.text);
    match ending {
        Some(ending) if told.text.is_empty() => report.push_str(&format!("({ending})\n")),
        _ => {}
    }
    report
}

/// The command that shows it, in lines that a phone has room for.
fn command(file: &str, with_option: bool) -> String {
    let stem = Path::new(file).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    let [standard, debug, sanitizers] = ARGUMENTS;
    let option = match with_option {
        true => format!("ASAN_OPTIONS={STACK_OPTION} \\\n    "),
        false => String::new(),
    };
    format!(
        "$ g++ {standard} {debug} \\\n    {sanitizers} \\\n    {file} \\\n    -o target/{stem}\n\
         $ {option}target/{stem}\n"
    )
}

/// Text with a line end behind it, if it is any.
fn lines(text: &str) -> String {
    match text.trim_end_matches('\n') {
        "" => String::new(),
        text => format!("{text}\n"),
    }
}

/// What stood on standard error.
#[derive(Debug, Default, PartialEq)]
struct Told {
    /// Lines of the program's own, before a sanitizer said anything.
    own: String,
    /// The words of the sanitizers, reduced.
    text: String,
}

fn reduced(file: &str, said: &str) -> Told {
    let mut told = Told::default();
    let mut kept: Vec<String> = Vec::new();
    let mut begun = false;
    for line in said.lines() {
        let line = line.trim_end();
        if !begun && !begins(line) {
            told.own.push_str(line);
            told.own.push('\n');
            continue;
        }
        begun = true;
        let Some(line) = words(file, line.trim_start()) else {
            continue;
        };
        // A recursion that fills the stack has hundreds.
        let is_again = kept.last() == Some(&line) && line.starts_with(INDENT);
        match kept.last().map(String::as_str) {
            Some(AND_AGAIN) if kept.iter().nth_back(1) == Some(&line) => {}
            _ if is_again => kept.push(AND_AGAIN.to_owned()),
            _ => kept.push(line),
        }
    }
    sort_leaks(&mut kept);
    for line in kept {
        told.text.push_str(&line);
        told.text.push('\n');
    }
    told
}

/// Goes without saying in a program with one thread.
const FIRST_THREAD: &str = " by thread T0";

const INDENT: &str = "    ";
const AND_AGAIN: &str = "    … and again";

/// Whether a sanitizer speaks from this line on.
fn begins(line: &str) -> bool {
    let is_rule = line.len() > 20 && line.chars().all(|c| c == '=');
    let is_named = ["AddressSanitizer:", "LeakSanitizer:", ": runtime error: "];
    is_rule || is_named.iter().any(|name| line.contains(name))
}

/// What is kept of a line; nothing of most.
fn words(file: &str, line: &str) -> Option<String> {
    if let Some(frame) = line.strip_prefix('#') {
        let (function, number) = in_file(file, frame)?;
        return Some(format!("{INDENT}in {function}, line {number}"));
    }
    if let Some((place, words)) = line.split_once(": runtime error: ") {
        let number = place_in(file, place)?;
        // gcc says what kind of type it is.
        let words = words.replace("'struct ", "'").replace("'class ", "'");
        let words = without_address(&words);
        return Some(format!("runtime error: {words}\n{INDENT}line {number}"));
    }
    // `==123==ERROR: …`
    let line = match line.strip_prefix("==") {
        Some(rest) => rest.split_once("==")?.1,
        None => line,
    };
    let keeps = |beginning: &str| line.starts_with(beginning);
    if keeps("ERROR: ") || keeps("READ of ") || keeps("WRITE of ") {
        return Some(without_address(line));
    }
    if keeps("The signal is caused by ") || keeps("Hint: address points to the zero page") {
        return Some(line.to_owned());
    }
    if keeps("Direct leak of ") || keeps("Indirect leak of ") || line.ends_with(" here:") {
        return Some(line.replace(FIRST_THREAD, ""));
    }
    if let Some((_, place)) = line.split_once(" is located in stack of ") {
        let thread = place.split(" at offset ").next()?;
        return Some(format!("located in stack of {thread}"));
    }
    if let Some((_, place)) = line.split_once(" is located ") {
        let place = place.split(" [").next()?;
        // As gcc 13 and clang 16 say it.
        let place = place
            .replace(" to the right of ", " after ")
            .replace(" to the left of ", " before ");
        return Some(format!("located {place}"));
    }
    if line.contains("<== Memory access at offset ") {
        // `[64, 96) 's' (line 4) <== …`
        let (_, variable) = line.split_once(") ")?;
        let variable = variable.split(" <==").next()?;
        return Some(format!("{INDENT}variable {variable}"));
    }
    if keeps("SUMMARY: ") && line.contains(" leaked in ") {
        return Some(line.to_owned());
    }
    None
}

/// The function and the line of a frame that lies in the program: `0 0x1 in main a/b.cpp:15:3`.
fn in_file<'f>(file: &str, frame: &'f str) -> Option<(&'f str, &'f str)> {
    let (_, rest) = frame.split_once(" in ")?;
    // A folder's name may have a space, and no function's is followed by a slash.
    let (function, place) = match rest.split_once(" /") {
        Some(split) => split,
        None => rest.rsplit_once(' ')?,
    };
    let number = place_in(file, place)?;
    // Parameters are spelled by each compiler in its way.
    let function = match function {
        lambda if lambda.contains("lambda") || lambda.contains("$_") => "a lambda",
        operator if operator.contains("operator") => operator.split('(').next()?,
        function => function.split(['(', '<']).next()?,
    };
    Some((function, number))
}

/// The line in `path/file.cpp:15` or `path/file.cpp:15:3`, where it is the program's file.
fn place_in<'p>(file: &str, place: &'p str) -> Option<&'p str> {
    let name = Path::new(file).file_name()?.to_str()?;
    let (path, rest) = place.split_once(".cpp:")?;
    let is_own = path.rsplit('/').next() == name.strip_suffix(".cpp");
    let number = rest.split(':').next()?;
    (is_own && number.chars().all(|c| c.is_ascii_digit())).then_some(number)
}

/// The words up to the first address, without what leads to it.
fn without_address(words: &str) -> String {
    let mut words = match words.find("0x") {
        Some(at) => words[..at].trim_end(),
        None => words,
    };
    let ends = [" on address", " at", " on", ":"];
    while let Some(shorter) = ends.iter().find_map(|end| words.strip_suffix(end)) {
        words = shorter;
    }
    words.to_owned()
}

/// Leaks of one size come in no order.
fn sort_leaks(kept: &mut [String]) {
    let is_leak = |line: &String| line.contains("irect leak of ");
    let Some(first) = kept.iter().position(is_leak) else {
        return;
    };
    let end = kept.iter().rposition(|line| line.starts_with(INDENT));
    let end = end.map_or(kept.len(), |last| last + 1);
    let Some(leaks) = kept.get_mut(first..end) else {
        return;
    };
    let mut blocks: Vec<Vec<String>> = Vec::new();
    for line in leaks.iter_mut() {
        if is_leak(line) {
            blocks.push(Vec::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push(std::mem::take(line));
        }
    }
    blocks.sort();
    for (place, line) in leaks.iter_mut().zip(blocks.into_iter().flatten()) {
        *place = line;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "tests/cpp/owners/two_lists.cpp";

    /// gcc 12 on a machine.
    const GCC: &str = "\
=================================================================
==77==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010 at pc 0x1 bp 0x2 sp 0x3
READ of size 8 at 0x602000000010 thread T0
    #0 0x7f in std::string::size() const /usr/include/c++/12/bits/basic_string.h:1080
    #1 0x55 in show(Ticket const&) /home/a b/tests/cpp/owners/two_lists.cpp:9
    #2 0x55 in main /home/ab/tests/cpp/owners/two_lists.cpp:15
    #3 0x7f in __libc_start_main_impl ../csu/libc-start.c:360

0x602000000010 is located 0 bytes to the right of 32-byte region [0x602000000010,0x602000000030)
freed by thread T0 here:
    #0 0x7f in operator delete(void*, unsigned long) ../../asan_new_delete.cpp:164
    #1 0x55 in main /home/ab/tests/cpp/owners/two_lists.cpp:14

SUMMARY: AddressSanitizer: heap-use-after-free two_lists.cpp:9 in show
Shadow bytes around the buggy address:
  0x0c047fff8000: fa fa 00 00
==77==ABORTING
";

    const REDUCED: &str = "\
ERROR: AddressSanitizer: heap-use-after-free
READ of size 8
    in show, line 9
    in main, line 15
located 0 bytes after 32-byte region
freed here:
    in main, line 14
";

    #[test]
    fn what_differs_between_machines_is_left_out() {
        let told = reduced(FILE, GCC);
        assert_eq!(told.text, REDUCED);
        assert_eq!(told.own, "");
        // clang names columns, and its newer versions say it in other words.
        let clang = GCC
            .replace("two_lists.cpp:9\n", "two_lists.cpp:9:21\n")
            .replace("two_lists.cpp:15", "two_lists.cpp:15:5")
            .replace(" to the right of ", " after ")
            .replace("==77==", "==1234==");
        assert_eq!(reduced(FILE, &clang).text, REDUCED);
    }

    #[test]
    fn a_variable_that_is_gone_is_named_with_its_line() {
        let said = "\
==1==ERROR: AddressSanitizer: stack-use-after-scope on address 0x7f at pc 0x5
Address 0x7f is located in stack of thread T0 at offset 48 in frame
    #0 0x55 in main /a/tests/cpp/owners/two_lists.cpp:2

  This frame has 2 object(s):
    [48, 52) 'x' (line 5) <== Memory access at offset 48 is inside this variable
    [64, 72) 'p' (line 3)
HINT: this may be a false positive
";
        assert_eq!(
            reduced(FILE, said).text,
            "ERROR: AddressSanitizer: stack-use-after-scope\n\
             located in stack of thread T0\n    in main, line 2\n    \
             variable 'x' (line 5)\n"
        );
    }

    #[test]
    fn a_null_pointer_is_told_by_both() {
        let said = "\
mine
tests/cpp/owners/two_lists.cpp:7:21: runtime error: member access within null pointer of type 'struct T'
AddressSanitizer:DEADLYSIGNAL
=================================================================
==1==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000 (pc 0x1 T0)
==1==The signal is caused by a READ memory access.
    #0 0x5 in main::{lambda()#1}::operator()() const /a/two_lists.cpp:7
";
        let told = reduced(FILE, said);
        assert_eq!(told.own, "mine\n");
        assert_eq!(
            told.text,
            "runtime error: member access within null pointer of type 'T'\n    line 7\n\
             ERROR: AddressSanitizer: SEGV on unknown address\n\
             The signal is caused by a READ memory access.\n    in a lambda, line 7\n"
        );
    }

    #[test]
    fn leaks_have_an_order_and_a_recursion_an_end() {
        let leaks = "\
==1==ERROR: LeakSanitizer: detected memory leaks

Indirect leak of 32 byte(s) in 1 object(s) allocated from:
    #1 0x5 in main /a/two_lists.cpp:6

Indirect leak of 32 byte(s) in 1 object(s) allocated from:
    #1 0x5 in main /a/two_lists.cpp:5

SUMMARY: AddressSanitizer: 64 byte(s) leaked in 2 allocation(s).
";
        assert_eq!(
            reduced(FILE, leaks).text,
            "ERROR: LeakSanitizer: detected memory leaks\n\
             Indirect leak of 32 byte(s) in 1 object(s) allocated from:\n    in main, line 5\n\
             Indirect leak of 32 byte(s) in 1 object(s) allocated from:\n    in main, line 6\n\
             SUMMARY: AddressSanitizer: 64 byte(s) leaked in 2 allocation(s).\n"
        );
        let frame = "    #1 0x5 in N::~N() /a/two_lists.cpp:6\n";
        let said = format!(
            "==1==ERROR: AddressSanitizer: stack-overflow on address 0x1\n{}",
            frame.repeat(40)
        );
        assert_eq!(
            reduced(FILE, &said).text,
            "ERROR: AddressSanitizer: stack-overflow\n    in N::~N, line 6\n    … and again\n"
        );
    }

    #[test]
    fn a_report_begins_with_the_command_and_ends_with_the_status() {
        let report = of(FILE, "one\n", "", Some("exited with status 3".into()));
        assert_eq!(
            report,
            "$ g++ -std=c++17 -g \\\n    -fsanitize=address,undefined \\\n    \
             tests/cpp/owners/two_lists.cpp \\\n    -o target/two_lists\n$ target/two_lists\n\
             one\n(exited with status 3)\n"
        );
    }
}
