//! Proves that pairs and quizzes are built from facts, and that each mistake in one is told in a
//! sentence that names the file, the line and what to do.

mod sandbox;

use sandbox::{LISTING, Sandbox};

const CHAPTER_FILE: &str = "src/moves.md";
const FORBIDDEN: &str =
    "{{#forbidden use_after_move: A moved text may not be read.\n- lend: Lends the text.\n}}";
const PAIR: &str = "{{#compare use_after_move use_after_move/lend: Lending moves nothing.}}";

/// The small book with this in the place of its forbidden program's directive.
fn pair(directive: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.replace(CHAPTER_FILE, FORBIDDEN, directive);
    sandbox
}

/// The small book with a quiz, whose fence stands at line 9 of the chapter.
fn quiz(inner: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = sandbox.read(CHAPTER_FILE);
    sandbox.write(CHAPTER_FILE, format!("{text}\n```quiz owner\n{inner}```\n"));
    sandbox
}

#[track_caller]
fn refuses(sandbox: &Sandbox, message: &str) {
    sandbox.refuses("build", &format!("error: `src/moves.md:{message}\n"));
}

// Pairs.

#[test]
fn a_pair_shows_both_programs_and_tells_neither_verdict_before_the_answer() {
    let sandbox = pair(PAIR);
    let built = sandbox.run("build --dest site");
    assert_eq!(built.status, Some(0), "{}", built.stderr);
    let page = sandbox.read("site/moves.html");
    let (_, pair) = page
        .split_once("id=\"moves/use_after_move\"")
        .expect("a figure");
    let (open, answer) = pair
        .split_once("<details class=\"answer\"")
        .expect("an answer");
    assert_eq!(open.matches("line differs").count(), 2, "{open}");
    for tells in ["E0382", "lend", "Rejected", "A-1042 A-1042"] {
        assert!(!open.contains(tells), "{tells}: {open}");
        assert!(
            answer.contains(tells) || tells == "Rejected",
            "{tells}: {answer}"
        );
    }
    assert!(
        answer.contains("data-first=\"refused\" data-second=\"compiles\""),
        "{answer}"
    );
    assert!(
        answer.contains("id=\"moves/use_after_move/lend\""),
        "{answer}"
    );
}

#[test]
fn a_pair_of_an_unknown_program() {
    refuses(
        &pair("{{#compare use_after_move use_after_move/lent: No.}}"),
        "5`: there is no program `moves/use_after_move/lent` (did you mean `use_after_move/lend`?); \
         correct the name, or begin the program with \
         `cargo run -- new moves/lent --repairs use_after_move`",
    );
}

#[test]
fn a_pair_of_a_program_with_itself() {
    refuses(
        &pair("{{#compare use_after_move use_after_move: No.}}"),
        "5`: `moves/use_after_move` is compared with itself; name another program",
    );
}

#[test]
fn a_pair_that_differs_too_much() {
    let sandbox = pair(PAIR);
    sandbox.replace(
        "examples/moves/use_after_move/lend.rs",
        "{invoice} {filed}",
        "{invoice}, {filed}",
    );
    sandbox.replace(
        "examples/moves/use_after_move/lend.rs",
        "String::from(\"A-1042\")",
        "String::from(\"A-1043\")",
    );
    refuses(
        &sandbox,
        "5`: `moves/use_after_move` and `moves/use_after_move/lend` differ in 6 lines, those of \
         both counted; let them differ in 1 to 4, so that the reader sees what decides",
    );
}

#[test]
fn a_pair_that_names_its_partner_as_a_repair_too() {
    refuses(
        &pair("{{#compare use_after_move use_after_move/lend: No.\n- lend: Lends.\n}}"),
        "5`: the repair `moves/use_after_move/lend` is in the pair already; remove its line",
    );
}

#[test]
fn a_pair_whose_rejected_program_has_a_repair_without_caption() {
    refuses(
        &pair("{{#compare use_after_move assignment: No.}}"),
        "5`: the repair `moves/use_after_move/lend` of `moves/use_after_move` has no caption; add \
         the line `- lend: CAPTION` to the directive",
    );
}

#[test]
fn a_program_in_a_pair_and_in_a_directive_of_its_own() {
    let sandbox =
        pair("{{#compare assignment use_after_move: No.\n- use_after_move/lend: Lends.\n}}");
    sandbox.replace(
        "examples/moves/assignment.rs",
        "name = String::from(\"Ada\")",
        "invoice = String::from(\"A-1042\")",
    );
    sandbox.replace(
        "examples/moves/assignment.rs",
        "owner = name",
        "filed = invoice",
    );
    sandbox.replace("examples/moves/assignment.rs", "bill to {owner}", "{filed}");
    refuses(
        &sandbox,
        "5`: `moves/assignment` is shown a second time; show it once and link to it, or write a \
         program that shows more",
    );
}

// Quizzes.

#[test]
fn a_quiz_stands_on_the_page_with_its_answers_folded() {
    let sandbox = quiz(
        "What does `assignment` print?\nprogram: assignment\n\n( ) | Ada\n    It greets nobody.\n\
         (x) | bill to Ada\n    `owner` has the text.\n",
    );
    let built = sandbox.run("build --dest site");
    assert_eq!(built.status, Some(0), "{}", built.stderr);
    let page = sandbox.read("site/moves.html");
    let (_, quiz) = page.split_once("id=\"moves-quiz-owner\"").expect("a quiz");
    let (open, answer) = quiz
        .split_once("<details class=\"answer\"")
        .expect("an answer");
    assert!(
        quiz.contains("data-question=\"moves/quiz/owner\""),
        "{quiz}"
    );
    assert!(
        open.contains("type=\"radio\"") && open.contains("<legend>"),
        "{open}"
    );
    assert!(!open.contains("It greets nobody"), "{open}");
    assert!(answer.contains("data-value=\"1\" data-right"), "{answer}");
}

#[test]
fn an_output_that_is_not_what_the_program_prints() {
    refuses(
        &quiz("What?\nprogram: assignment\n(x) | Ada\n    A.\n( ) nothing\n    B.\n"),
        "12`: `moves/assignment` prints something else:\n\nbill to Ada\n\n\
         mark what is right with an `x`, and nothing else",
    );
    refuses(
        &quiz("What?\nprogram: assignment\n( ) | bill to Ada\n    A.\n(x) nothing\n    B.\n"),
        "12`: `moves/assignment` prints just that; mark what is right with an `x`, and nothing else",
    );
}

#[test]
fn a_verdict_that_rustc_does_not_give() {
    refuses(
        &quiz(
            "Which?\n[x] `use_after_move` compiles\n    A.\n[ ] `assignment` is refused\n    B.\n",
        ),
        "11`: `moves/use_after_move` is refused; mark what is right with an `x`, and nothing else",
    );
}

#[test]
fn a_line_on_which_it_does_not_happen() {
    let lines = |claim: &str, line: usize, wrong: usize| {
        quiz(&format!(
            "Which?\nprogram: assignment\nline: {claim}\n(x) line {line}\n    A.\n( ) line {wrong}\n    B.\n"
        ))
    };
    refuses(
        &lines("moves name", 2, 4),
        "13`: the right line of `moves/assignment` is 3; look at `cargo run -- show moves/assignment`",
    );
    refuses(
        &lines("frees owner", 5, 99),
        "15`: `moves/assignment` has 5 lines; look at `cargo run -- show moves/assignment`",
    );
    let with_a_fold = lines("frees owner", 5, 6);
    with_a_fold.write(
        "examples/moves/assignment.rs",
        format!("{LISTING}\n//~ fold\nstruct Invoice;\n//~ end\n"),
    );
    refuses(
        &with_a_fold,
        "15`: line 6 of `moves/assignment` has no code; look at `cargo run -- show moves/assignment`",
    );
    refuses(
        &lines("drops owners", 5, 4),
        "12`: no line of `moves/assignment` drops `owners` (did you mean `owner`?); look at \
         `cargo run -- show moves/assignment`",
    );
}

#[test]
fn an_order_in_which_it_does_not_happen() {
    let sandbox =
        quiz("Order?\nprogram: use_after_move/lend\n1. `invoice`\n    A.\n2. `filed`\n    B.\n");
    refuses(
        &sandbox,
        "14`: `moves/use_after_move/lend` never drops `filed`; write what it does",
    );
}

#[test]
fn a_quiz_about_an_unknown_program() {
    refuses(
        &quiz("What?\nprogram: asignment\n(x) | Ada\n    A.\n( ) nothing\n    B.\n"),
        "11`: there is no program `asignment` (did you mean `assignment`?); name a program of this \
         chapter, or `CHAPTER/NAME`",
    );
}

#[test]
fn a_quiz_without_a_right_answer() {
    refuses(
        &quiz("What?\n( ) a\n    A.\n( ) b\n    B.\n"),
        "9`: a quiz has no right answer; mark the right option with an `x`",
    );
}
