//! Proves what `build`, `new` and `bless` do when all is well: the files they write, what they
//! print, and that they touch nothing else.

mod sandbox;

use sandbox::{CHAPTER, LISTING, Sandbox, changes, main_of};

const CHAPTER_FILE: &str = "src/moves.md";
const LISTING_FILE: &str = "examples/moves/assignment.rs";
const SNAPSHOT: &str = "tests/snapshots/moves/assignment.snap";
/// What `bless` says of a listing that prints something else, which its story tells too.
const BOTH_CHANGED: &str = "changed tests/snapshots/moves/assignment.snap\n\
                            changed tests/snapshots/moves/assignment.story.snap\n\
                            2 accepted, 0 unchanged\n";

// build

#[test]
fn build_writes_the_site() {
    let book = Sandbox::new();
    book.run("build").prints("wrote [BOOK]/book/index.html\n");

    let page = book.read("book/moves.html");
    for part in [
        "<figure class=\"program listing\" id=\"moves/assignment\">",
        "<p class=\"claim\">Assigning a text moves it.</p>",
        "bill to Ada",
        "<figure class=\"program forbidden\" id=\"moves/use_after_move\">",
        "✗ Rejected at line 4",
        "error[E0382]: borrow of moved value: `invoice`",
        "<span class=\"place refused\"",
        "<a href=\"#moves/use_after_move-line-4\">Line 4</a> is refused",
        "<section class=\"repair chosen\" id=\"moves/use_after_move/lend\">",
    ] {
        assert!(
            page.contains(part),
            "`{part}` is not in:\n{}",
            main_of(&page)
        );
    }
    assert!(
        !page.contains("theme/live"),
        "a written site waits for no newer one"
    );
}

#[test]
fn build_writes_below_book_toml_wherever_it_was_started() {
    let book = Sandbox::new();
    let before = book.files();
    book.finish(book.command("build").current_dir(book.root().join("src")))
        .prints("wrote [BOOK]/book/index.html\n");
    let changed = changes(&before, &book.files());
    assert!(
        changed.iter().all(|change| change.starts_with("new book")),
        "{changed:?}"
    );
}

#[test]
fn build_writes_where_its_caller_says() {
    let book = Sandbox::new();
    let before = book.files();
    let mut command = book.command("build --dest sites/new");
    book.finish(command.current_dir(book.root().join("theme")))
        .prints("wrote [BOOK]/theme/sites/new/index.html\n");
    assert!(
        book.read("theme/sites/new/moves.html")
            .contains("bill to Ada")
    );
    let changed = changes(&before, &book.files());
    assert!(
        changed
            .iter()
            .all(|change| change.starts_with("new theme/sites")),
        "{changed:?}"
    );
}

#[test]
fn a_site_whose_address_is_known_says_it_to_the_world() {
    let book = Sandbox::new();
    book.write("theme/preview.png", "a picture");
    book.replace(
        "src/moves.md",
        "# Moves\n",
        "<!-- description: What moves. -->\n\n# Moves\n",
    );
    book.finish(
        book.command("build")
            .env("MDBOOK_OUTPUT__HTML__SITE_URL", "https://example.org/book/"),
    )
    .prints("wrote [BOOK]/book/index.html\n");
    let page = book.read("book/moves.html");
    let head = page.split("</head>").next().unwrap_or_default();
    for part in [
        "<title>Moves - A small book</title>",
        "<meta name=\"description\" content=\"What moves.\">",
        "<link rel=\"canonical\" href=\"https://example.org/book/moves.html\">",
        "<meta property=\"og:image\" content=\"https://example.org/book/preview.png\">",
    ] {
        assert!(head.contains(part), "{part} is not in\n{head}");
    }
    assert!(!page.contains("What moves. --"), "{}", main_of(&page));
    let map = book.read("book/sitemap.xml");
    assert!(
        map.contains("<loc>https://example.org/book/moves.html</loc>"),
        "{map}"
    );
    assert!(!map.contains("404") && !map.contains("print"), "{map}");
    assert_eq!(book.read("book/preview.png"), "a picture");
}

#[test]
fn a_site_without_an_address_invents_none() {
    let book = Sandbox::new();
    book.write("theme/preview.png", "a picture");
    book.finish(
        book.command("build")
            .env("MDBOOK_OUTPUT__HTML__SITE_URL", "/book/"),
    )
    .prints("wrote [BOOK]/book/index.html\n");
    let page = book.read("book/moves.html");
    for part in ["canonical", "og:url", "og:image"] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(!book.root().join("book/sitemap.xml").exists());
    // Links of the page for a wrong address begin at the folder that the site is served from.
    let wrong = book.read("book/404.html");
    assert!(wrong.contains("<base href=\"/book/\">"), "{wrong}");
    assert!(!wrong.contains("href=\"#content\">Skip"), "{wrong}");
}

#[test]
fn build_replaces_the_site_that_was_there() {
    let book = Sandbox::new();
    book.run("build").prints("wrote [BOOK]/book/index.html\n");
    let first = book.files();
    book.write("book/stale.html", "")
        .run("build")
        .prints("wrote [BOOK]/book/index.html\n");
    assert_eq!(
        changes(&first, &book.files()),
        [""; 0],
        "the same book is the same site"
    );
}

#[test]
fn a_build_that_fails_leaves_the_site_that_was_there() {
    let book = Sandbox::new();
    book.run("build").prints("wrote [BOOK]/book/index.html\n");
    // One mistake that the census finds, and one that is found while the pages are made.
    for (file, from, to, message) in [
        (
            CHAPTER_FILE,
            "assignment: A",
            "assignment A",
            "error: `src/moves.md:3`: a directive has no option `Assigning`; the options are \
             `predict` and `explore`, between the name and the colon\n",
        ),
        (
            LISTING_FILE,
            "fn main() {\n",
            "fn main() {\n    //~ fold\n",
            "error: `examples/moves/assignment.rs:2`: a fold is never closed; close it with \
             `//~ end`\n",
        ),
    ] {
        book.replace(file, from, to)
            .refuses("build", message)
            .replace(file, to, from);
    }
}

#[test]
fn a_program_put_up_for_prediction_is_not_told_before_it_is_asked() {
    let book = Sandbox::new();
    book.replace(CHAPTER_FILE, "assignment:", "assignment predict:")
        .replace(CHAPTER_FILE, "use_after_move:", "use_after_move predict:")
        .run("build")
        .prints("wrote [BOOK]/book/index.html\n");
    for (name, claim, verdict) in [
        (
            "moves/assignment",
            "Assigning a text moves it.",
            "✓ It compiles.",
        ),
        (
            "moves/use_after_move",
            "A moved text may not be read.",
            "✗ Rejected at line 4",
        ),
    ] {
        let figure = figure(&book, name);
        let (open, answer) = figure
            .split_once("<details class=\"answer\"")
            .expect("the answer is behind a `<details>`");
        assert!(
            answer.contains(claim) && answer.contains(verdict),
            "{answer}"
        );
        // The form offers both verdicts; the proof `asks_first` compares those of all programs.
        let (open, _) = open.split_once("<predict-form").expect("a form asks");
        let told = [
            claim,
            "compiles",
            "rejected",
            "e0382",
            "forbidden",
            "listing",
            "refused\"",
            "verdict",
            "output",
            "repair",
            "cargo",
        ];
        for word in told {
            let open = open.to_lowercase();
            assert!(
                !open.contains(&word.to_lowercase()),
                "`{word}` tells in:\n{open}"
            );
        }
    }
}

#[test]
fn folded_lines_keep_their_numbers() {
    let book = Sandbox::new();
    let scaffolding = "\n//~ fold\nstruct Invoice {\n    number: u32,\n}\n//~ end\n";
    book.write(LISTING_FILE, format!("{LISTING}{scaffolding}"))
        .run("build")
        .prints("wrote [BOOK]/book/index.html\n");

    let figure = figure(&book, "moves/assignment");
    let (open, rest) = figure
        .split_once("<details class=\"folded\"><summary>3 lines of scaffolding</summary>")
        .expect("the lines are folded");
    let (folded, rest) = rest.split_once("</details>").expect("the fold ends");
    assert_eq!(line_numbers(open), ["1", "2", "3", "4", "5"]);
    assert_eq!(line_numbers(folded), ["8", "9", "10"]);
    assert_eq!(line_numbers(rest), [""; 0]);
    assert!(!figure.contains("//~"), "{figure}");
}

/// One figure of the chapter as it was built.
fn figure(book: &Sandbox, name: &str) -> String {
    let page = book.read("book/moves.html");
    let (_, figure) = page
        .split_once(&format!(" id=\"{name}\">"))
        .unwrap_or_else(|| panic!("`{name}` has no figure in:\n{}", main_of(&page)));
    // With its own tag, whose class could tell.
    let tag = page[..page.len() - figure.len()]
        .rfind("<figure")
        .expect("a figure begins");
    let end = page[tag..].find("</figure>").expect("a figure ends");
    page[tag..tag + end].to_owned()
}

fn line_numbers(html: &str) -> Vec<&str> {
    let behind = html.split("data-line=\"").skip(1);
    behind.filter_map(|rest| rest.split('"').next()).collect()
}

// new

#[test]
fn new_begins_a_listing() {
    let book = Sandbox::new();
    let before = book.files();
    book.run("new moves/refill").prints(
        "wrote examples/moves/refill.rs\n\
         paste into src/moves.md:\n\n\
         {{#listing refill: CAPTION}}\n\n\
         when the program is right: cargo run -- bless moves/refill\n",
    );
    assert_eq!(
        changes(&before, &book.files()),
        [
            "changed examples/Cargo.toml",
            "new examples/moves/refill.rs"
        ]
    );
    assert_eq!(
        book.read("examples/moves/refill.rs"),
        "fn main() {\n    println!(\"hello\");\n}\n"
    );
    let manifest = book.read("examples/Cargo.toml");
    assert!(
        manifest.starts_with(
            r#"example = [
    { name = "moves-assignment", path = "moves/assignment.rs" },
    { name = "moves-refill", path = "moves/refill.rs" },
    { name = "moves-use_after_move-lend", path = "moves/use_after_move/lend.rs" },
]

[package]
"#
        ),
        "{manifest}"
    );
}

#[test]
fn new_begins_a_forbidden_program() {
    let book = Sandbox::new();
    let before = book.files();
    book.run("new moves/branch --forbidden").prints(
        "wrote tests/forbidden/moves/branch.rs\n\
         paste into src/moves.md:\n\n\
         {{#forbidden branch: CAPTION\n- REPAIR: CAPTION\n}}\n\n\
         when the program is right: cargo run -- bless moves/branch\n",
    );
    assert_eq!(
        changes(&before, &book.files()),
        ["new tests/forbidden/moves/branch.rs"]
    );
    let program = book.read("tests/forbidden/moves/branch.rs");
    assert!(program.ends_with("}\n//~ 4: E0382\n"), "{program}");
}

#[test]
fn new_begins_a_repair_as_the_program_that_it_repairs() {
    let book = Sandbox::new();
    let before = book.files();
    book.run("new moves/clone --repairs use_after_move").prints(
        "wrote examples/moves/use_after_move/clone.rs\n\
         paste into the directive of `use_after_move` in src/moves.md:\n\n\
         - clone: CAPTION\n\n\
         when the program is right: cargo run -- bless moves/use_after_move/clone\n",
    );
    assert_eq!(
        changes(&before, &book.files()),
        [
            "changed examples/Cargo.toml",
            "new examples/moves/use_after_move/clone.rs"
        ]
    );
    assert_eq!(
        book.read("examples/moves/use_after_move/clone.rs"),
        sandbox::FORBIDDEN.replace("//~ 4: E0382\n", "")
    );
    let line =
        r#"{ name = "moves-use_after_move-clone", path = "moves/use_after_move/clone.rs" },"#;
    assert!(book.read("examples/Cargo.toml").contains(line));
}

#[test]
fn what_new_prints_leads_to_a_book_that_builds() {
    let book = Sandbox::new();
    book.run("new moves/refill");
    book.write(
        CHAPTER_FILE,
        format!("{CHAPTER}\n{{{{#listing refill: CAPTION}}}}\n"),
    )
    .run("bless moves/refill")
    .prints(
        "new     tests/snapshots/moves/refill.snap\n\
         new     tests/snapshots/moves/refill.story.snap\n\
         2 accepted, 0 unchanged\n",
    );
    book.run("build").prints("wrote [BOOK]/book/index.html\n");
    assert!(figure(&book, "moves/refill").contains("hello"));
}

// bless

#[test]
fn bless_accepts_a_changed_output_and_touches_nothing_else() {
    let book = Sandbox::new();
    let before = book.replace(LISTING_FILE, "bill to", "for").files();
    book.run("bless moves/assignment").prints(BOTH_CHANGED);
    assert_eq!(
        changes(&before, &book.files()),
        [
            "changed tests/snapshots/moves/assignment.snap",
            "changed tests/snapshots/moves/assignment.story.snap"
        ]
    );
    assert_eq!(
        book.read(SNAPSHOT),
        "---\nsource: tests/listings.rs\n---\nstdout:\n| for Ada\n"
    );

    let accepted = book.files();
    book.run("bless moves/assignment")
        .prints("0 accepted, 2 unchanged\n");
    assert_eq!(changes(&accepted, &book.files()), [""; 0]);
}

#[test]
fn bless_of_a_chapter_leaves_other_chapters() {
    let book = Sandbox::new();
    book.write("src/boxes.md", "# Boxes\n")
        .run("new boxes/heap");
    book.run("new boxes/tree");
    book.replace("examples/boxes/tree.rs", "hello", "leaf")
        .replace(LISTING_FILE, "bill to", "for");
    let before = book.files();
    book.run("bless boxes").prints(
        "new     tests/snapshots/boxes/heap.snap\n\
         new     tests/snapshots/boxes/heap.story.snap\n\
         new     tests/snapshots/boxes/tree.snap\n\
         new     tests/snapshots/boxes/tree.story.snap\n\
         4 accepted, 0 unchanged\n",
    );
    assert_eq!(
        changes(&before, &book.files()),
        [
            "new tests/snapshots/boxes",
            "new tests/snapshots/boxes/heap.snap",
            "new tests/snapshots/boxes/heap.story.snap",
            "new tests/snapshots/boxes/tree.snap",
            "new tests/snapshots/boxes/tree.story.snap",
        ]
    );
    assert!(
        book.read("tests/snapshots/boxes/tree.snap")
            .ends_with("stdout:\n| leaf\n")
    );
}

#[test]
fn bless_accepts_what_it_can_beside_a_program_that_it_cannot() {
    let book = Sandbox::new();
    let before = book
        .replace(LISTING_FILE, "bill to", "for")
        .replace(
            "tests/forbidden/moves/use_after_move.rs",
            "4: E0382",
            "3: E0382",
        )
        .files();
    let ran = book.run("bless");
    assert_eq!(
        ran.stdout,
        BOTH_CHANGED.replace("0 unchanged", "2 unchanged")
    );
    assert_eq!(
        ran.stderr,
        "error: `tests/forbidden/moves/use_after_move.rs:6`: is marked `//~ 3: E0382`, but rustc \
         says `//~ 4: E0382`; write `//~ 4: E0382` as its last line, if that is the lesson\n"
    );
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        changes(&before, &book.files()),
        [
            "changed tests/snapshots/moves/assignment.snap",
            "changed tests/snapshots/moves/assignment.story.snap"
        ]
    );
}

#[test]
fn a_panic_is_recorded_as_it_is_on_every_run() {
    let book = Sandbox::new();
    let program = "fn main() {\n    println!(\"begun\");\n    panic!(\"no paper\");\n}\n";
    book.write(LISTING_FILE, program)
        .run("bless moves/assignment")
        .prints(BOTH_CHANGED);
    let record = book.read(SNAPSHOT);
    let expected = "stdout:\n\
                    | begun\n\
                    exit status: 101\n\
                    stderr:\n\
                    |\n\
                    | thread 'main' panicked at examples/moves/assignment.rs:3:5:\n\
                    | no paper\n";
    assert!(record.contains(expected), "{record}");

    book.run("bless moves/assignment")
        .prints("0 accepted, 2 unchanged\n");
    book.run("build").prints("wrote [BOOK]/book/index.html\n");
    assert!(figure(&book, "moves/assignment").contains("It ends with exit status 101"));
}

#[test]
fn a_warning_of_rustc_is_recorded() {
    let book = Sandbox::new();
    let program = "fn main() {\n    let unread = 1;\n}\n";
    book.write(LISTING_FILE, program)
        .run("bless moves/assignment")
        .prints(BOTH_CHANGED);
    let record = book.read(SNAPSHOT);
    let expected = "stdout:\n\
                    warnings:\n\
                    | warning: unused variable: `unread`\n\
                    |  --> examples/moves/assignment.rs:2:9\n";
    assert!(record.contains(expected), "{record}");

    // Cargo compiles nothing the second time, and tells the warning from its memory.
    book.run("bless moves/assignment")
        .prints("0 accepted, 2 unchanged\n");
    book.run("build").prints("wrote [BOOK]/book/index.html\n");
    let figure = figure(&book, "moves/assignment");
    assert!(
        figure.contains("rustc warns") && figure.contains("It prints nothing"),
        "{figure}"
    );
}

// show

#[test]
fn show_draws_the_lanes_of_a_listing_and_its_memory_step_by_step() {
    let shown = Sandbox::new().run("show moves/assignment");
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(0), ""));
    for part in [
        "moves/assignment compiles\n",
        "   2      let name = String::from(\"Ada\"); █\n   3      let owner = name;               × █\n",
        "step 3 of 4, after line 3\n",
        "      • the value of `name` moves into `owner`\n",
        "block #1, 3 bytes, owned by `owner`: \"Ada\"\n",
        "it prints\n  bill to Ada\n",
    ] {
        assert!(shown.stdout.contains(part), "{part}:\n{}", shown.stdout);
    }
    assert!(!shown.stdout.contains('\u{1b}'), "colours for no terminal");
}

#[test]
fn show_says_why_a_forbidden_program_is_rejected() {
    let shown = Sandbox::new().run("show moves/use_after_move");
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(0), ""));
    for part in [
        "moves/use_after_move is rejected\n",
        "error[E0382]: borrow of moved value: `invoice`\n --> moves/use_after_move:4:16\n",
        "  • line 3 moves the value into `filed`\n",
        "✗ refused\n",
    ] {
        assert!(shown.stdout.contains(part), "{part}:\n{}", shown.stdout);
    }
    assert!(!shown.stdout.contains("step 1"), "{}", shown.stdout);
}

#[test]
fn show_takes_any_file_and_one_step_of_it() {
    let book = Sandbox::new();
    let program = "fn main() {\n    let n = 5;\n    let r = &n;\n    println!(\"{r}\");\n}\n";
    let shown = book.write("mine.rs", program).run("show mine.rs --step 3");
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(0), ""));
    assert!(shown.stdout.starts_with("step 3 of 4, after line 3\n"));
    assert!(shown.stdout.contains("& `n`"), "{}", shown.stdout);
}

#[test]
fn show_gives_the_story_as_json() {
    let shown = Sandbox::new().run("show moves/use_after_move --json");
    let story = lens::story::Story::from_json(&shown.stdout).expect("a story");
    assert_eq!(story.rejections.len(), 1);
    assert_eq!(story.run, None);
}

#[test]
fn show_reads_a_program_of_another_edition() {
    let program = "fn main() {\n    std::env::set_var(\"SHOP\", \"open\");\n}\n";
    let book = Sandbox::new();
    let old = book
        .write("old.rs", program)
        .run("show old.rs --edition 2018");
    assert!(
        old.stdout.starts_with("old.rs compiles\n"),
        "{}",
        old.stdout
    );
    let new = book.run("show old.rs");
    assert!(
        new.stdout.starts_with("old.rs is rejected\n"),
        "{}",
        new.stdout
    );
}
