//! Proves that each mistake an author can make is told in a sentence that names the file, the line
//! where there is one, and what to do; and that a refused command writes nothing.

mod sandbox;

use sandbox::{CHAPTER, Sandbox};

const TOML: &str = "book.toml";
const MANIFEST: &str = "examples/Cargo.toml";
const SUMMARY: &str = "src/SUMMARY.md";
const CHAPTER_FILE: &str = "src/moves.md";
const LISTING: &str = "examples/moves/assignment.rs";
const LISTING_LINE: &str = "    { name = \"moves-assignment\", path = \"moves/assignment.rs\" },\n";
const SNAPSHOT: &str = "tests/snapshots/moves/assignment.snap";
const FORBIDDEN: &str = "tests/forbidden/moves/use_after_move.rs";
const STDERR: &str = "tests/forbidden/moves/use_after_move.stderr";
const REPAIR: &str = "examples/moves/use_after_move/lend.rs";
const REPAIR_LINE: &str =
    "    { name = \"moves-use_after_move-lend\", path = \"moves/use_after_move/lend.rs\" },\n";
const REPAIR_SNAPSHOT: &str = "tests/snapshots/moves/use_after_move/lend.snap";
const REPAIR_STORY: &str = "tests/snapshots/moves/use_after_move/lend.story.snap";
const FORBIDDEN_STORY: &str = "tests/snapshots/moves/use_after_move.story.snap";

// Directives and their programs.

#[test]
fn an_unknown_listing() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "#listing assignment", "#listing asignment")
        .refuses(
            "build",
            "error: `src/moves.md:3`: there is no program `moves/asignment` (did you mean \
             `assignment`?); correct the name, or begin the program with \
             `cargo run -- new moves/asignment`\n",
        );
}

#[test]
fn an_unknown_forbidden_program() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "use_after_move:", "use_after_moves:")
        .refuses(
            "build",
            "error: `src/moves.md:5`: there is no program `moves/use_after_moves` (did you mean \
             `use_after_move`?); correct the name, or begin the program with \
             `cargo run -- new moves/use_after_moves --forbidden`\n",
        );
}

#[test]
fn a_name_that_is_like_no_other_gets_no_suggestion() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "#listing assignment", "#listing zebra")
        .refuses(
            "build",
            "error: `src/moves.md:3`: there is no program `moves/zebra`; correct the name, or \
             begin the program with `cargo run -- new moves/zebra`\n",
        );
}

#[test]
fn all_mistakes_are_told_at_once() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "#listing assignment", "#listing zebra")
        .replace(CHAPTER_FILE, "- lend:", "- lent:")
        .replace(SUMMARY, "# Summary\n", "# Summary\n\n[Front](front.md)\n")
        .refuses(
            "build",
            "error: `src/SUMMARY.md:3`: there is no chapter `front.md`; correct the line, or \
             write `src/front.md`\n\
             error: `src/moves.md:3`: there is no program `moves/zebra`; correct the name, or \
             begin the program with `cargo run -- new moves/zebra`\n\
             error: `src/moves.md:5`: there is no repair `moves/use_after_move/lent` (did you mean \
             `lend`?); correct the name, or begin the program with \
             `cargo run -- new moves/lent --repairs use_after_move`\n",
        );
}

#[test]
fn a_listing_shown_as_forbidden() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "#listing assignment", "#forbidden assignment")
        .refuses(
            "build",
            "error: `src/moves.md:3`: `moves/assignment` is of the other kind: it lies at \
             `examples/moves/assignment.rs`; write `{{#listing assignment: CAPTION}}`\n",
        );
}

#[test]
fn a_forbidden_program_shown_as_a_listing() {
    Sandbox::new()
        .replace(
            CHAPTER_FILE,
            "{{#forbidden use_after_move: A moved text may not be read.\n- lend: Lends the text.\n}}",
            "{{#listing use_after_move: A moved text may not be read.}}",
        )
        .refuses(
            "build",
            "error: `src/moves.md:5`: `moves/use_after_move` is of the other kind: it lies at \
             `tests/forbidden/moves/use_after_move.rs`; write \
             `{{#forbidden use_after_move: CAPTION}}`\n",
        );
}

#[test]
fn a_listing_without_caption() {
    Sandbox::new()
        .replace(CHAPTER_FILE, ": Assigning a text moves it.", "")
        .refuses(
            "build",
            "error: `src/moves.md:3`: `moves/assignment` has no caption; say after a colon, on the \
             same line, what the program proves: `{{#listing NAME: CAPTION}}`\n",
        );
}

#[test]
fn an_unknown_directive() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "#listing", "#listin")
        .refuses(
            "build",
            "error: `src/moves.md:3`: there is no directive `listin` (did you mean `listing`?); \
             write `{{#listing NAME: CAPTION}}`, `{{#forbidden NAME: CAPTION}}` or \
             `{{#compare NAME NAME: CAPTION}}`\n",
        );
}

#[test]
fn an_unknown_appendix() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "# Moves\n", "# Moves\n\n{{#claim}}\n")
        .refuses(
            "build",
            "error: `src/moves.md:3`: there is no directive `claim` (did you mean `claims`?); \
             write `{{#listing NAME: CAPTION}}`, `{{#forbidden NAME: CAPTION}}` or \
             `{{#compare NAME NAME: CAPTION}}`\n",
        );
}

#[test]
fn an_appendix_of_something() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "# Moves\n", "# Moves\n\n{{#claims moves}}\n")
        .refuses(
            "build",
            "error: `src/moves.md:3`: the directive `claims` takes nothing; write `{{#claims}}` on \
             a line of its own\n",
        );
}

#[test]
fn an_unknown_option() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "assignment:", "assignment predikt:")
        .refuses(
            "build",
            "error: `src/moves.md:3`: a directive has no option `predikt` (did you mean \
             `predict`?); the options are `predict` and `explore`, between the name and the colon\n",
        );
}

#[test]
fn a_directive_inside_a_paragraph() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "{{#listing", "See {{#listing")
        .refuses(
            "build",
            "error: `src/moves.md:3`: a directive stands inside a paragraph; put it on a line of \
             its own, with an empty line before it and after it\n",
        );
}

#[test]
fn a_directive_that_is_never_closed() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "moves it.}}", "moves it.")
        .refuses(
            "build",
            "error: `src/moves.md:3`: a directive is never closed; end its last line with `}}`\n",
        );
}

#[test]
fn a_listing_shown_twice() {
    Sandbox::new()
        .write(
            CHAPTER_FILE,
            format!("{CHAPTER}\n{{{{#listing assignment: Again.}}}}\n"),
        )
        .refuses(
            "build",
            "error: `src/moves.md:9`: `moves/assignment` is shown a second time; show it once and \
             link to it, or write a program that shows more\n",
        );
}

#[test]
fn a_listing_that_no_chapter_shows() {
    Sandbox::new()
        .replace(
            CHAPTER_FILE,
            "{{#listing assignment: Assigning a text moves it.}}\n",
            "",
        )
        .refuses(
            "build",
            "error: `examples/moves/assignment.rs`: no directive of `src/moves.md` shows it; write \
             `{{#listing assignment: CAPTION}}` there, or delete the program\n",
        );
}

#[test]
fn a_forbidden_program_that_no_chapter_shows() {
    without_repair()
        .write(CHAPTER_FILE, "# Moves\n\n{{#listing assignment: It moves.}}\n")
        .refuses(
            "build",
            "error: `tests/forbidden/moves/use_after_move.rs`: no directive of `src/moves.md` shows \
             it; write `{{#forbidden use_after_move: CAPTION}}` there, or delete the program\n",
        );
}

// Repairs.

#[test]
fn a_repair_without_caption() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "- lend: Lends the text.", "- lend:")
        .refuses(
            "build",
            "error: `src/moves.md:6`: `- lend:` is not a repair with its caption; write one line a \
             repair: `- NAME: CAPTION`\n",
        );
}

#[test]
fn a_repair_that_the_directive_leaves_out() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "- lend: Lends the text.\n", "")
        .refuses(
            "build",
            "error: `src/moves.md:5`: the repair `moves/use_after_move/lend` of \
             `moves/use_after_move` has no caption; add the line `- lend: CAPTION` to the \
             directive\n",
        );
}

#[test]
fn a_directive_that_names_an_unknown_repair() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "- lend:", "- clone: Copies.\n- lend:")
        .refuses(
            "build",
            "error: `src/moves.md:5`: there is no repair `moves/use_after_move/clone`; correct the \
             name, or begin the program with \
             `cargo run -- new moves/clone --repairs use_after_move`\n",
        );
}

#[test]
fn a_repair_named_twice() {
    Sandbox::new()
        .replace(CHAPTER_FILE, "- lend:", "- lend: Lends.\n- lend:")
        .refuses(
            "build",
            "error: `src/moves.md:5`: the repair `moves/use_after_move/lend` is named twice; name \
             it once\n",
        );
}

#[test]
fn a_forbidden_program_without_any_repair() {
    without_repair()
        .replace(CHAPTER_FILE, "- lend: Lends the text.\n", "")
        .refuses(
            "build",
            "error: `src/moves.md:5`: `moves/use_after_move` has no repair; begin one with \
             `cargo run -- new moves/REPAIR --repairs use_after_move`, and add the line that it \
             prints to the directive\n",
        );
}

#[test]
fn a_repair_of_a_program_that_does_not_exist() {
    Sandbox::new()
        .write("examples/moves/use_after_moves/lend.rs", sandbox::LISTING)
        .write(
            "tests/snapshots/moves/use_after_moves/lend.snap",
            "stdout:\n",
        )
        .write("tests/snapshots/moves/use_after_moves/lend.story.snap", "")
        .replace(
            MANIFEST,
            REPAIR_LINE,
            &format!(
                "{REPAIR_LINE}{}",
                REPAIR_LINE.replace("after_move", "after_moves")
            ),
        )
        .refuses(
            "build",
            "error: `examples/moves/use_after_moves/lend.rs`: lies in the folder of a forbidden \
             program that does not exist (did you mean `moves/use_after_move`?); move it to the \
             folder of the program it repairs\n",
        );
}

#[test]
fn a_code_that_the_book_does_not_explain() {
    Sandbox::new()
        .replace(FORBIDDEN, "4: E0382", "4: E9999")
        .refuses(
            "build",
            "error: `tests/forbidden/moves/use_after_move.rs:6`: the book does not say what \
             `E9999` means; add the table `[E9999]` to `crates/book/data/error_codes.toml`; \
             `rustc --explain E9999` helps\n",
        );
}

/// The small book whose forbidden program has no repair any more.
fn without_repair() -> Sandbox {
    let book = Sandbox::new();
    book.remove(REPAIR)
        .remove(REPAIR_SNAPSHOT)
        .remove(REPAIR_STORY)
        .replace(MANIFEST, REPAIR_LINE, "");
    book
}

// Chapters.

#[test]
fn an_unknown_chapter_in_the_summary() {
    Sandbox::new()
        .replace(SUMMARY, "(moves.md)", "(move.md)")
        .refuses(
            "build",
            "error: `src/SUMMARY.md:3`: there is no chapter `move.md` (did you mean `moves.md`?); \
             correct the line, or write `src/move.md`\n\
             error: `src/moves.md`: is not listed among the chapters; add the line \
             `- [TITLE](moves.md)` to `src/SUMMARY.md`\n",
        );
}

#[test]
fn a_chapter_that_the_summary_leaves_out() {
    Sandbox::new().write("src/boxes.md", "# Boxes\n").refuses(
        "build",
        "error: `src/boxes.md`: is not listed among the chapters; add the line \
             `- [TITLE](boxes.md)` to `src/SUMMARY.md`\n",
    );
}

#[test]
fn a_rust_block_that_asks_to_be_let_off() {
    Sandbox::new()
        .write(
            CHAPTER_FILE,
            format!("{CHAPTER}\n```rust,ignore\nfn main() {{}}\n```\n"),
        )
        .refuses(
            "build",
            "error: `src/moves.md:9`: a Rust block is marked `rust,ignore`, so it would not be \
             proved; mark it `rust`; a program that is rejected belongs under \
             `tests/forbidden/`\n",
        );
}

// Facts.

#[test]
fn a_missing_snapshot() {
    Sandbox::new().remove(SNAPSHOT).refuses(
        "build",
        "error: `tests/snapshots/moves/assignment.snap`: has not been recorded yet; run \
         `cargo run -- bless moves/assignment`\n",
    );
}

#[test]
fn a_snapshot_that_is_no_record() {
    Sandbox::new().write(SNAPSHOT, "bill to Ada\n").refuses(
        "build",
        "error: `tests/snapshots/moves/assignment.snap`: is no record of a run; run \
         `cargo run -- bless moves/assignment`\n",
    );
}

#[test]
fn a_snapshot_of_no_program() {
    Sandbox::new()
        .write("tests/snapshots/moves/gone.snap", "stdout:\n")
        .refuses(
            "build",
            "error: `tests/snapshots/moves/gone.snap`: is the fact of no program; delete it\n",
        );
}

#[test]
fn missing_words_of_rustc() {
    Sandbox::new().remove(STDERR).refuses(
        "build",
        "error: `tests/forbidden/moves/use_after_move.stderr`: has not been recorded yet; run \
         `cargo run -- bless moves/use_after_move`\n",
    );
}

// The manifest.

#[test]
fn a_program_without_its_line_in_the_manifest() {
    Sandbox::new().replace(MANIFEST, LISTING_LINE, "").refuses(
        "build",
        "error: `examples/Cargo.toml`: a program has no line \
         `{ name = \"moves-assignment\", path = \"moves/assignment.rs\" },`; add it; \
         `cargo run -- new` does so by itself\n",
    );
}

#[test]
fn a_line_of_no_program_in_the_manifest() {
    let stray = "    { name = \"moves-zoo\", path = \"moves/zoo.rs\" },\n";
    Sandbox::new()
        .replace(MANIFEST, REPAIR_LINE, &format!("{REPAIR_LINE}{stray}"))
        .refuses(
            "build",
            "error: `examples/Cargo.toml:4`: `{ name = \"moves-zoo\", path = \"moves/zoo.rs\" },` \
             is the line of no program; remove it, or write the program\n",
        );
}

#[test]
fn lines_of_the_manifest_that_are_out_of_order() {
    Sandbox::new()
        .replace(
            MANIFEST,
            &format!("{LISTING_LINE}{REPAIR_LINE}"),
            &format!("{REPAIR_LINE}{LISTING_LINE}"),
        )
        .refuses(
            "build",
            "error: `examples/Cargo.toml:2`: the lines of the programs are not in order; sort \
             them, so that two new listings seldom meet in a merge\n",
        );
}

#[test]
fn a_manifest_without_a_list() {
    for arguments in ["build", "new moves/refill"] {
        Sandbox::new()
            .replace(MANIFEST, "example = [", "examples = [")
            .refuses(
                arguments,
                "error: `examples/Cargo.toml`: has no list of examples; give it the lines \
                 `example = [` and `]`, before its first table\n",
            );
    }
}

// Names and text of programs.

#[test]
fn a_program_file_whose_name_is_no_name() {
    Sandbox::new()
        .write("examples/moves/Bad-Name.rs", "fn main() {}\n")
        .refuses(
            "build",
            "error: `examples/moves/Bad-Name.rs`: `moves/Bad-Name` is not a name; a name is \
             `chapter/program`, or `chapter/program/repair` for a repair, each part lower-case \
             letters, digits and `_`, with a letter first; rename the file\n",
        );
}

#[test]
fn a_listing_and_a_forbidden_program_of_one_name() {
    Sandbox::new()
        .write("examples/moves/use_after_move.rs", "fn main() {}\n")
        .refuses(
            "build",
            "error: `tests/forbidden/moves/use_after_move.rs`: has the name of the listing \
             `examples/moves/use_after_move.rs`; rename one of the two, and its directive\n",
        );
}

#[test]
fn a_forbidden_program_without_marker() {
    Sandbox::new()
        .replace(FORBIDDEN, "//~ 4: E0382\n", "")
        .refuses(
            "build",
            "error: `tests/forbidden/moves/use_after_move.rs`: does not say where it is rejected; \
         write the line and the code as its last line, like `//~ 4: E0382`, then run \
         `cargo test markers`\n",
        );
}

#[test]
fn a_marker_that_is_not_the_last_line() {
    Sandbox::new()
        .write(FORBIDDEN, format!("//~ 4: E0382\n{}", sandbox::FORBIDDEN))
        .refuses(
            "build",
            "error: `tests/forbidden/moves/use_after_move.rs:1`: the marker is not the last line; \
             move it there, so that it moves no line that rustc quotes\n",
        );
}

#[test]
fn a_malformed_marker() {
    Sandbox::new().replace(FORBIDDEN, "E0382", "0382").refuses(
        "build",
        "error: `tests/forbidden/moves/use_after_move.rs:6`: `//~ 4: 0382` says nothing that the \
         book knows; write `//~ fold`, `//~ end`, or as last line `//~ 4: E0382`\n",
    );
}

#[test]
fn a_fold_that_is_never_closed() {
    Sandbox::new()
        .write(LISTING, "fn main() {}\n\n//~ fold\nstruct Invoice;\n")
        .refuses(
            "build",
            "error: `examples/moves/assignment.rs:3`: a fold is never closed; close it with \
             `//~ end`\n",
        );
}

// Files that cannot be read.

#[test]
fn files_that_are_not_utf8() {
    for (file, text, line) in [
        (CHAPTER_FILE, &b"# Moves\n\xff\n"[..], 2),
        (SUMMARY, b"\xff\n", 1),
        (LISTING, b"fn main() {\n    // \xff\n}\n", 2),
        (FORBIDDEN, b"fn main() {\n\n    // \xff\n}\n", 3),
        (SNAPSHOT, b"stdout:\n| \xff\n", 2),
        (STDERR, b"error: \xff\n", 1),
        (TOML, b"[book]\ntitle = \"\xff\"\n", 2),
    ] {
        Sandbox::new().write(file, text).refuses(
            "build",
            &format!("error: `{file}:{line}`: is not UTF-8 text; save the file as UTF-8\n"),
        );
    }
}

/// Root may read every file, so a folder stands for what cannot be read as one.
#[test]
#[cfg(unix)]
fn files_that_cannot_be_read() {
    for file in [SUMMARY, MANIFEST] {
        Sandbox::new().folder_instead_of(file).refuses(
            "build",
            &format!(
                "error: `{file}`: cannot be read: Is a directory (os error 21); check its name \
                 and its permissions\n"
            ),
        );
    }
}

#[test]
fn a_folder_where_a_chapter_is_expected() {
    without_repair()
        .remove(FORBIDDEN)
        .remove(STDERR)
        .remove(FORBIDDEN_STORY)
        .folder_instead_of(CHAPTER_FILE)
        .refuses(
            "build",
            "error: `examples/moves/assignment.rs`: no directive of `src/moves.md` shows it; write \
             `{{#listing assignment: CAPTION}}` there, or delete the program\n\
             error: `src/SUMMARY.md:3`: there is no chapter `moves.md`; correct the line, or write \
             `src/moves.md`\n",
        );
}

// book.toml.

#[test]
fn a_book_toml_that_is_no_toml() {
    Sandbox::new()
        .replace(TOML, "small book\"", "small book")
        .refuses(
            "build",
            "error: `book.toml:2`: is not a book's configuration: Invalid configuration file: TOML \
         parse error at line 2, column 22 invalid basic string, expected `\"`; correct it; \
         mdBook's guide lists every key\n",
        );
}

#[test]
fn an_unknown_key_in_book_toml() {
    Sandbox::new()
        .replace(TOML, "create-missing", "create-mising")
        .refuses(
            "build",
            "error: `book.toml:5`: is not a book's configuration: Invalid configuration file: TOML \
         parse error at line 5, column 1 unknown field `create-mising`, expected one of \
         `build-dir`, `create-missing`, `use-default-preprocessors`, `extra-watch-dirs`; correct \
         it; mdBook's guide lists every key\n",
        );
}

/// mdBook by itself would drop all of `[output.html]` for one wrong key in it, and say nothing.
#[test]
fn an_unknown_key_for_pages_in_book_toml() {
    Sandbox::new().replace(TOML, "runnable", "runable").refuses(
        "build",
        "error: `book.toml`: is not a book's configuration: Failed to deserialize `output.html`: \
         unknown field `runable`, expected one of `editable`, `copyable`, `copy-js`, \
         `line-numbers`, `runnable` in `playground`; correct it; mdBook's guide lists every \
         key\n",
    );
}

#[test]
fn no_book_toml_at_all() {
    for arguments in ["build", "bless", "new moves/refill", "--port 0"] {
        Sandbox::new().remove(TOML).refuses(
            arguments,
            "error: `[BOOK]`: there is no `book.toml` here or above; change to the book's folder \
             and run the command again\n",
        );
    }
}

// The folder of the site.

#[test]
#[cfg(unix)]
fn a_site_below_a_file() {
    Sandbox::new().refuses(
        "build --dest book.toml/site",
        "error: `book.toml/site`: cannot be written: Not a directory (os error 20); choose a new or \
         an empty folder with `cargo run -- build --dest FOLDER`\n",
    );
}

/// mdBook empties the folder of the site before it writes.
#[test]
fn a_site_in_the_place_of_other_files() {
    for (started_in, folder) in [(".", "."), (".", "src"), ("src", "..")] {
        let book = Sandbox::new();
        let before = book.files();
        let mut command = book.command(&format!("build --dest {folder}"));
        book.finish(command.current_dir(book.root().join(started_in)))
            .is_refused(&format!(
                "error: `{folder}`: holds something else than a site, which would be deleted; \
                 choose a new or an empty folder with `cargo run -- build --dest FOLDER`\n"
            ));
        assert_eq!(before, book.files());
    }
}

// Accepting.

#[test]
fn a_listing_that_does_not_compile() {
    does_not_compile("moves/assignment", "{owner}", "{ower}");
}

#[test]
fn a_repair_that_does_not_compile() {
    does_not_compile("moves/use_after_move/lend", "{filed}", "{fled}");
}

/// rustc's words between the two sentences are its own, and may change with it.
#[track_caller]
fn does_not_compile(name: &str, variable: &str, misspelt: &str) {
    let book = Sandbox::new();
    let file = format!("examples/{name}.rs");
    let before = book.replace(&file, variable, misspelt).files();
    let ran = book.run(&format!("bless {name}"));

    let begin = format!("error: `{file}`: does not compile:\n\nerror[E0425]: ");
    let end = format!("\n\ncorrect it, then run `cargo run -- bless {name}`\n");
    assert!(
        ran.stderr.starts_with(&begin) && ran.stderr.ends_with(&end),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains(&format!(" --> {file}:4:")),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.stdout, "0 accepted, 0 unchanged\n");
    assert_eq!(ran.status, Some(1));
    assert_eq!(before, book.files());
}

#[test]
fn a_listing_that_never_ends() {
    not_accepted(
        "fn main() {\n    loop {}\n}\n",
        "did not end within 10 s and was stopped",
    );
}

#[test]
fn a_listing_that_prints_without_end() {
    not_accepted(
        "fn main() {\n    loop {\n        println!(\"again\");\n    }\n}\n",
        "printed more than 65536 bytes and was stopped",
    );
}

#[test]
fn a_listing_that_prints_no_text() {
    let program = "use std::io::{Write, stdout};\n\n\
                   fn main() {\n    let _ = stdout().write_all(b\"\\xff\");\n}\n";
    not_accepted(program, "prints bytes to stdout that are not UTF-8");
}

#[test]
fn a_listing_that_prints_something_else_each_time() {
    let program = "fn main() {\n    println!(\"{:?}\", std::time::SystemTime::now());\n}\n";
    not_accepted(
        program,
        "prints something else each time it runs (print what stays the same, such as a comparison \
         of two addresses)",
    );
}

/// A listing whose behaviour cannot be a fact.
#[track_caller]
fn not_accepted(program: &str, what: &str) {
    let book = Sandbox::new();
    let before = book.write(LISTING, program).files();
    let ran = book.run("bless moves/assignment");
    assert_eq!(
        ran.stderr,
        format!(
            "error: `{LISTING}`: {what}; correct it, then run \
             `cargo run -- bless moves/assignment`\n"
        )
    );
    assert_eq!(ran.stdout, "0 accepted, 0 unchanged\n");
    assert_eq!(ran.status, Some(1));
    assert_eq!(before, book.files());
}

#[test]
fn a_marker_that_rustc_disagrees_with() {
    rejected_otherwise(
        "4: E0382",
        "3: E0382",
        "`tests/forbidden/moves/use_after_move.rs:6`: is marked `//~ 3: E0382`, but rustc says \
         `//~ 4: E0382`; write `//~ 4: E0382` as its last line, if that is the lesson",
    );
}

#[test]
fn a_marker_that_is_missing_when_rustc_is_asked() {
    rejected_otherwise(
        "//~ 4: E0382\n",
        "",
        "`tests/forbidden/moves/use_after_move.rs:6`: does not say where it is rejected; write \
         `//~ 4: E0382` as its last line, if that is the lesson",
    );
}

#[test]
fn a_forbidden_program_that_rustc_accepts() {
    rejected_otherwise(
        "= invoice;",
        "= &invoice;",
        "`tests/forbidden/moves/use_after_move.rs`: is accepted by rustc; move it to `examples/`, \
         or make it break one rule; then run `cargo run -- bless`",
    );
}

#[test]
fn a_forbidden_program_that_breaks_two_rules() {
    rejected_otherwise(
        "{invoice} {filed}",
        "{invoice} {field}",
        // rustc looks for names first, and for moves only where it finds all of them.
        "`tests/forbidden/moves/use_after_move.rs:6`: is marked `//~ 4: E0382`, but rustc says \
         `//~ 4: E0425`; write `//~ 4: E0425` as its last line, if that is the lesson",
    );
    rejected_otherwise(
        "    println!(\"{invoice} {filed}\");\n",
        "    println!(\"{invoice} {filed}\");\n    let kept = filed;\n    drop((filed, kept));\n",
        "`tests/forbidden/moves/use_after_move.rs`: breaks several rules at once; make a program \
         of each; then run `cargo run -- bless`",
    );
}

/// The repair of the program is asked too, and is as it was.
#[track_caller]
fn rejected_otherwise(from: &str, to: &str, problem: &str) {
    let book = Sandbox::new();
    let before = book.replace(FORBIDDEN, from, to).files();
    let ran = book.run("bless moves/use_after_move");
    assert_eq!(ran.stderr, format!("error: {problem}\n"));
    assert_eq!(ran.stdout, "0 accepted, 2 unchanged\n");
    assert_eq!(ran.status, Some(1));
    assert_eq!(before, book.files());
}

#[test]
fn an_unknown_name_to_accept() {
    for (name, near) in [
        ("moves/asignment", " (did you mean `moves/assignment`?)"),
        ("move", " (did you mean `moves`?)"),
        ("zebra", ""),
    ] {
        Sandbox::new().refuses(
            &format!("bless {name}"),
            &format!(
                "error: `examples`: there is no program or chapter `{name}`{near}; name one, or \
                 none to accept everything\n"
            ),
        );
    }
}

// Beginning a program.

#[test]
fn a_program_that_is_there_already() {
    for (arguments, file) in [
        ("new moves/assignment", LISTING),
        ("new moves/use_after_move --forbidden", FORBIDDEN),
        ("new moves/use_after_move", FORBIDDEN),
        ("new moves/assignment --forbidden", LISTING),
        ("new moves/lend --repairs use_after_move", REPAIR),
    ] {
        Sandbox::new().refuses(
            arguments,
            &format!("error: `{file}`: is there already; choose another name, or edit that file\n"),
        );
    }
}

#[test]
fn a_program_of_an_unknown_chapter() {
    Sandbox::new().refuses(
        "new move/refill",
        "error: `src/move.md`: there is no such chapter (did you mean `moves`?); write it and list \
         it in `src/SUMMARY.md`, then run this again\n",
    );
}

#[test]
fn a_repair_of_an_unknown_program() {
    Sandbox::new().refuses(
        "new moves/clone --repairs use_after_moves",
        "error: `tests/forbidden/moves/use_after_moves.rs`: there is no such program (did you mean \
         `use_after_move`?); begin it with `cargo run -- new moves/use_after_moves --forbidden`\n",
    );
}

#[test]
fn a_name_that_can_be_no_name() {
    for name in ["moves", "moves/Bad-Name", "../assignment", "moves/a/b/c"] {
        Sandbox::new().refuses(
            &format!("new {name}"),
            &format!(
                "error: `{name}` is not a name; a name is `chapter/program`, or \
                 `chapter/program/repair` for a repair, each part lower-case letters, digits and \
                 `_`, with a letter first\n"
            ),
        );
    }
}

#[test]
fn the_name_of_a_repair_for_a_listing() {
    Sandbox::new().refuses(
        "new moves/use_after_move/clone",
        "error: `examples/moves/use_after_move/clone.rs`: `moves/use_after_move/clone` is the name \
         of a repair; write `cargo run -- new moves/clone --repairs use_after_move`\n",
    );
}

// Usage.

#[test]
fn a_forbidden_repair() {
    Sandbox::new().refuses(
        "new moves/clone --forbidden --repairs use_after_move",
        "error: the argument '--forbidden' cannot be used with '--repairs <PROGRAM>'\n\n\
         Usage: cargo run -- new --forbidden <NAME>\n\n\
         For more information, try '--help'.\n",
    );
}

#[test]
fn an_unknown_flag() {
    Sandbox::new().refuses(
        "build --dets site",
        "error: unexpected argument '--dets' found\n\n  \
         tip: a similar argument exists: '--dest'\n\n\
         Usage: cargo run -- build --dest <DEST>\n\n\
         For more information, try '--help'.\n",
    );
}

#[test]
fn an_unknown_command() {
    Sandbox::new().refuses(
        "bulid",
        "error: unrecognized subcommand 'bulid'\n\n  \
         tip: a similar subcommand exists: 'build'\n\n\
         Usage: cargo run -- [OPTIONS]\n       cargo run -- <COMMAND>\n\n\
         For more information, try '--help'.\n",
    );
}

// Terms.

/// The small book with a glossary of one term, which stands at line 3.
fn with_glossary(glossary: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .replace(CHAPTER_FILE, "# Moves\n", "# Moves\n\nA text *moves*.\n")
        .replace(
            SUMMARY,
            "(moves.md)\n",
            "(moves.md)\n- [Terms](glossary.md)\n",
        )
        .write("src/glossary.md", glossary);
    sandbox
}

#[test]
fn a_term_of_an_unknown_chapter() {
    with_glossary("# Terms\n\nmove (moves)\n: To hand on.\n  See [Moves](movs.md).\n").refuses(
        "build",
        "error: `src/glossary.md:5`: `move` is introduced in `movs.md`, which is no chapter (did \
         you mean `moves.md`?); correct the last link of its definition\n",
    );
}

#[test]
fn a_term_of_no_chapter() {
    with_glossary("# Terms\n\nmove (moves)\n: To hand on.\n").refuses(
        "build",
        "error: `src/glossary.md:3`: `move` does not say which chapter introduces it; end its \
         definition with `Introduced in [TITLE](CHAPTER.md).`\n",
    );
}

#[test]
fn a_term_that_its_chapter_does_not_introduce() {
    with_glossary("# Terms\n\nhandle\n: Three words.\n  See [Moves](moves.md).\n").refuses(
        "build",
        "error: `src/glossary.md:3`: `src/moves.md` does not introduce `handle`; write `*handle*` \
         there where it is explained, or name the chapter that explains it\n",
    );
}

#[test]
fn an_unknown_preprocessor() {
    Sandbox::new().refuses(
        "preprocess admonsh",
        "error: there is no preprocessor `admonsh`; there are `programs`, `appendices`, \
         `admonish` and `frame`\n",
    );
}

// Showing.

#[test]
fn a_program_to_show_that_is_not_there() {
    Sandbox::new()
        .refuses(
            "show moves/asignment",
            "error: `moves/asignment`: is neither a program of the book nor a file (did you mean \
             `moves/assignment`?); name a program, like `cargo run -- show moves/assignment`, or a \
             file\n",
        )
        .refuses(
            "show gone.rs",
            "error: `gone.rs`: cannot be read: No such file or directory (os error 2); check its \
             name and its permissions\n",
        );
}

#[test]
fn a_text_to_show_that_is_no_program() {
    let book = Sandbox::new();
    book.write("bad.rs", "fn main() { let = 1; }\n").refuses(
        "show bad.rs",
        "error: `bad.rs`: is no program:\n\nerror: expected pattern, found `=`\n --> bad.rs:1:17\n  \
         |\n1 | fn main() { let = 1; }\n  |                 ^ expected pattern\n\nerror: aborting due \
         to 1 previous error\n\ncorrect it and show it again\n",
    );
}

#[test]
fn a_step_to_show_that_the_program_does_not_have() {
    Sandbox::new()
        .refuses(
            "show moves/assignment --step 9",
            "error: `moves/assignment`: has no step 9; name one from 1 to 4\n",
        )
        .refuses(
            "show moves/use_after_move --step 1",
            "error: `moves/use_after_move`: has no step 1; it did not run; show it without \
             `--step`\n",
        );
}

// C++ originals.

#[test]
fn a_cpp_program_that_is_not_there_or_not_shown() {
    let book = Sandbox::new();
    book.write("tests/cpp/moves/two_lists.cpp", "int main() {}\n")
        .write("tests/cpp/moves/two_lists.report", "$ target/two_lists\n");
    let chapter = book.read(CHAPTER_FILE);
    book.write(CHAPTER_FILE, format!("{chapter}\n{{{{#cpp two_list}}}}\n"))
        .refuses(
            "build",
            "error: `src/moves.md:9`: there is no C++ program `moves/two_list` (did you mean \
             `two_lists`?); correct the name, or write `tests/cpp/moves/two_list.cpp` and run \
             `cargo run -- bless moves/two_list`\n\
             error: `tests/cpp/moves/two_lists.cpp`: no box of `src/moves.md` shows it; write \
             `{{#cpp two_lists}}` there, or delete the program\n",
        );
}

#[test]
fn a_cpp_program_without_its_report_and_a_report_without_its_program() {
    let book = Sandbox::new();
    book.write("tests/cpp/moves/two_lists.cpp", "int main() {}\n")
        .write("tests/cpp/moves/gone.report", "$ target/gone\n");
    let chapter = book.read(CHAPTER_FILE);
    book.write(CHAPTER_FILE, format!("{chapter}\n{{{{#cpp two_lists}}}}\n"))
        .refuses(
            "build",
            "error: `tests/cpp/moves/gone.report`: is the fact of no program; delete it\n\
             error: `tests/cpp/moves/two_lists.report`: has not been recorded yet; run \
             `cargo run -- bless moves/two_lists`\n",
        );
}

// Tables on the book as a whole.

/// A book with a page that is made of a table, and the table.
fn with_table(name: &str, table: &str) -> Sandbox {
    let book = Sandbox::new();
    book.write(
        format!("src/{name}.md").as_str(),
        format!("# A page\n\n{{{{#{name}}}}}\n"),
    )
    .write(
        SUMMARY,
        format!("# Summary\n\n- [Moves](moves.md)\n- [A page]({name}.md)\n"),
    )
    .write(&format!("crates/book/data/{name}.toml"), table);
    book
}

const BELIEF: &str = "\
# Beliefs.
[[belief]]
says = \"A move clears.\"
chapter = \"moves\"
program = \"moves/assignment\"
predicts = \"It is null.\"
truth = \"It is not.\"
question = \"moves/assignment\"
";

#[test]
fn a_belief_that_names_what_is_not_there() {
    for (from, to, message) in [
        (
            "question = \"moves/assignment\"",
            "question = \"moves/quiz/what\"",
            "`crates/book/data/beliefs.toml:8`: no chapter asks the question `moves/quiz/what`; \
             write the name of a quiz, like `owners/quiz/last_use`, or of a program that is \
             predicted or stands in a pair",
        ),
        (
            "program = \"moves/assignment\"",
            "program = \"moves/asignment\"",
            "`crates/book/data/beliefs.toml:5`: there is no program `moves/asignment` (did you \
             mean `moves/assignment`?); write its whole name, like `owners/desk`",
        ),
        (
            "chapter = \"moves\"",
            "chapter = \"move\"",
            "`crates/book/data/beliefs.toml:4`: there is no chapter `move` (did you mean \
             `moves`?); write the stem of its file, like `owners`",
        ),
        (
            "It is null.",
            "It is null",
            "`crates/book/data/beliefs.toml:6`: `It is null` is no sentence; end it with a full \
             stop",
        ),
        (
            "truth = ",
            "truths = ",
            "`crates/book/data/beliefs.toml:7`: unknown field `truths`, expected one of `says`, \
             `chapter`, `program`, `predicts`, `truth`, `question`; write the table as the others \
             are written",
        ),
    ] {
        let book = with_table("beliefs", &BELIEF.replace(from, to));
        book.replace(CHAPTER_FILE, "assignment:", "assignment predict:")
            .refuses("build", &format!("error: {message}\n"));
    }
}

#[test]
fn a_half_truth_without_a_proof() {
    let said = "[[half_truth]]\nsaid = \"So.\"\ntruth = \"Not so.\"\nproofs = []\n";
    with_table("half_truths", said).refuses(
        "build",
        "error: `crates/book/data/half_truths.toml:2`: `So.` has no proof; name the programs that \
         show what is true: `proofs = [\"owners/desk\"]`\n",
    );
}

#[test]
fn a_feature_of_no_chapter_or_of_no_code() {
    let feature = "[[feature]]\nname = \"loops\"\nchapter = \"moves\"\ncode = [\"for\"]\n";
    for (from, to, message) in [
        (
            "\"moves\"",
            "\"move\"",
            "3`: there is no chapter `move` (did you mean `moves`?); write the stem of its file, \
             like `owners`",
        ),
        (
            "\"for\"",
            "\"\"",
            "4`: `loops` is to be found by no code; write some, or leave `code` out",
        ),
    ] {
        with_table("introduces", "")
            .write("crates/book/data/features.toml", feature.replace(from, to))
            .refuses(
                "build",
                &format!("error: `crates/book/data/features.toml:{message}\n"),
            );
    }
}
