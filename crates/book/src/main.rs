//! The `book` command.

use anyhow::Result;
use book::facts;
use book::name::Name;
use book::new::Kind;
use book::problem::{Problem, Problems};
use book::project::Project;
use book::show::Show;
use book::site::Site;
use book::{bless, census, cpp, new, preprocess, serve, show, site};
use clap::{Args, Parser, Subcommand};
use lens::draw::paint::Paint;
use lens::edition::Edition;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Builds and serves "Memory Management in Rust", and helps to write it.
///
/// Without a command: builds the book, serves it, and builds it again whenever a file is saved.
#[derive(Parser)]
#[command(
    name = "book",
    bin_name = "cargo run --",
    args_conflicts_with_subcommands = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Args)]
struct Serve {
    /// The port to serve on.
    #[arg(long, default_value_t = 4949)]
    port: u16,
    /// Open the book in a browser.
    #[arg(long)]
    open: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Write the static site.
    Build {
        /// The folder to write, and to empty first [default: `book` beside `book.toml`].
        #[arg(long)]
        dest: Option<PathBuf>,
    },
    /// Begin a program: its file, its line in the manifest, the directive to paste.
    New {
        /// What to call it: `moves/reborrow`.
        name: String,
        /// A program that rustc rejects.
        #[arg(long, conflicts_with = "repairs")]
        forbidden: bool,
        /// A program that repairs this forbidden one of the same chapter.
        #[arg(long, value_name = "PROGRAM")]
        repairs: Option<String>,
    },
    /// Ask the programs and rustc again, and accept what they say.
    Bless {
        /// A chapter (`moves`) or a program (`moves/reborrow`); everything if left out.
        name: Option<String>,
    },
    /// Show a program: its lanes, and its memory step by step.
    Show {
        /// A program of the book, `moves/assignment`, or the path of a file.
        program: String,
        /// Only this step of the run, counted from 1.
        #[arg(long, value_name = "N")]
        step: Option<usize>,
        /// The story as JSON, and nothing else.
        #[arg(long, conflicts_with = "step")]
        json: bool,
        /// No colours (they are left out too where the output is no terminal).
        #[arg(long)]
        no_color: bool,
        /// The edition that the program is written in: 2015, 2018, 2021 or 2024.
        #[arg(long, value_name = "YEAR", default_value = "2024")]
        edition: Edition,
    },
    /// Speak mdBook's protocol for preprocessors (`book.toml` names this command).
    #[command(hide = true)]
    Preprocess {
        /// Which one: `programs`, `appendices`, `admonish` or `frame`.
        name: String,
        /// What mdBook asks first: `supports RENDERER`.
        supports: Vec<String>,
    },
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Help and version are no errors.
            let status = u8::from(usage.use_stderr());
            let _ = usage.print();
            return ExitCode::from(status);
        }
    };
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", book::explain(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    if let Some(Command::Preprocess { name, supports }) = &cli.command {
        return preprocess::over_pipe(name, !supports.is_empty());
    }
    let project = Project::find()?;
    match cli.command {
        None => serve::serve(&project, cli.serve.port, cli.serve.open),
        Some(Command::Build { dest }) => build(&project, dest),
        Some(Command::New {
            name,
            forbidden,
            repairs,
        }) => {
            let name: Name = name.parse().map_err(anyhow::Error::msg)?;
            let kind = match repairs {
                Some(program) => Kind::Repair(program),
                None if forbidden => Kind::Forbidden,
                None => Kind::Listing,
            };
            println!("{}", new::new(&project, &name, &kind)?);
            Ok(())
        }
        Some(Command::Bless { name }) => {
            let progress = |words: &str| {
                if std::io::stderr().is_terminal() {
                    eprintln!("{words}");
                }
            };
            let blessed = bless::bless(&project, name.as_deref(), &progress)?;
            for (file, new) in &blessed.changed {
                println!(
                    "{} {}",
                    if *new { "new    " } else { "changed" },
                    file.display()
                );
            }
            for name in &blessed.left {
                println!("left    {}", cpp::report_file(name).display());
            }
            if !blessed.left.is_empty() {
                println!("a report was not asked for: {}", cpp::MISSING);
            }
            println!(
                "{} accepted, {} unchanged",
                blessed.changed.len(),
                blessed.unchanged
            );
            Ok(Problems::none_or(blessed.problems, ())?)
        }
        Some(Command::Show {
            program,
            step,
            json,
            no_color,
            edition,
        }) => {
            let plain = no_color
                || std::env::var_os("NO_COLOR").is_some()
                || !std::io::stdout().is_terminal();
            let show = Show {
                program,
                step,
                json,
                paint: if plain { Paint::Plain } else { Paint::Colour },
                edition,
            };
            print(&show::show(&project, &show)?)
        }
        Some(Command::Preprocess { .. }) => Ok(()),
    }
}

fn build(project: &Project, dest: Option<PathBuf>) -> Result<()> {
    Problems::none_or(census::check(project)?, ())?;
    let dest = dest.unwrap_or_else(|| project.root().join("book"));
    // As the caller sees it, not as the book does.
    let folder = std::env::current_dir()?.join(&dest);
    check_destination(&folder, &dest)?;
    site::build(
        project,
        &Site {
            folder: folder.clone(),
            show: facts::Show::Committed,
            live: false,
        },
    )?;
    println!("wrote {}", folder.join("index.html").display());
    Ok(())
}

/// Prints to standard output; a reader that closes the pipe, like `head`, has seen enough.
fn print(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// What lies in the folder of a site is deleted, so it must be a site that lies there.
fn check_destination(folder: &Path, dest: &Path) -> Result<(), Problem> {
    let what = match folder.read_dir() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => format!("cannot be written: {error}"),
        // mdBook puts this file into every site.
        Ok(_) if folder.join(".nojekyll").is_file() => return Ok(()),
        Ok(mut entries) => match entries.next() {
            None => return Ok(()),
            Some(_) => "holds something else than a site, which would be deleted".into(),
        },
    };
    let fix = "choose a new or an empty folder with `cargo run -- build --dest FOLDER`";
    Err(Problem::new(dest, what, fix))
}
