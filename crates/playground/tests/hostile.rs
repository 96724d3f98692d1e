//! What a program may do that a page sends, and what it may not.

use playground::execute::{CrateType, ExecuteRequest, ExecuteResponse, execute};
use playground::{Bounds, Rustc};
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

fn rustc() -> &'static Rustc {
    static RUSTC: OnceLock<Rustc> = OnceLock::new();
    RUSTC.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Rustc::find(&root, &root.join("target")).expect("a compiler")
    })
}

/// A request as a page writes it.
fn request(code: &str) -> ExecuteRequest {
    let json = serde_json::json!({
        "channel": "stable", "mode": "debug", "edition": "2024", "crateType": "bin",
        "tests": false, "backtrace": false, "code": code,
    });
    serde_json::from_value(json).expect("a request")
}

fn run(code: &str, bounds: Bounds) -> ExecuteResponse {
    execute(rustc(), &request(code), bounds).expect("an answer")
}

/// Runs statements in `main`, with the whole of `std::fs` and `std::net` at hand.
fn main(statements: &str) -> ExecuteResponse {
    let code = format!("use std::{{fs, net, process}};\nfn main() {{\n{statements}\n}}");
    run(&format!("#![allow(unused)]\n{code}"), Bounds::PROGRAM)
}

#[test]
fn a_program_prints_and_ends() {
    let response = main(r#"println!("out"); eprintln!("err"); process::exit(3)"#);
    assert_eq!(
        serde_json::to_value(response).expect("JSON"),
        serde_json::json!({
            "success": false, "exitDetail": "Exited with status 3", "stdout": "out\n", "stderr": "err\n",
        })
    );
    let response = main("let unused;\nunused = 1;");
    assert!(response.success, "{response:?}");
}

#[test]
fn a_rejected_program_is_told_in_the_words_of_rustc() {
    let response = run("fn main() {\n    let x: u32 = \"\";\n}\n", Bounds::PROGRAM);
    assert!(!response.success);
    assert!(
        response
            .stderr
            .starts_with("error[E0308]: mismatched types\n --> src/main.rs:2:18\n")
    );
}

#[test]
fn warnings_come_before_what_the_program_prints() {
    let response = run(
        "fn main() { let x = 1; eprintln!(\"err\"); }",
        Bounds::PROGRAM,
    );
    assert!(response.stderr.starts_with("warning: unused variable: `x`"));
    assert!(response.stderr.ends_with("err\n"));
}

#[test]
fn tests_and_libraries_and_backtraces_are_served() {
    let code = "#[test] fn holds() {}\n#[test] fn fails() { panic!(\"no\") }";
    let library = ExecuteRequest {
        crate_type: CrateType::Lib,
        ..request(code)
    };
    let response = execute(rustc(), &library, Bounds::PROGRAM).expect("an answer");
    assert_eq!((response.success, response.stdout.as_str()), (true, ""));
    let tested = ExecuteRequest {
        tests: true,
        ..library
    };
    let response = execute(rustc(), &tested, Bounds::PROGRAM).expect("an answer");
    assert!(
        response.stdout.contains("1 passed; 1 failed"),
        "{response:?}"
    );
    let traced = ExecuteRequest {
        backtrace: true,
        ..request("fn main() { panic!() }")
    };
    let response = execute(rustc(), &traced, Bounds::PROGRAM).expect("an answer");
    assert!(response.stderr.contains("src/main.rs:1:13"), "{response:?}");
    assert!(response.stderr.contains("stack backtrace:"), "{response:?}");
}

#[test]
fn what_cannot_be_served_is_told_in_words() {
    let words = |request: &ExecuteRequest| {
        let error = execute(rustc(), request, Bounds::PROGRAM).expect_err("a refusal");
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
        error.to_string()
    };
    let mut other = request("fn main() {}");
    other.channel = playground::execute::Channel::Nightly;
    assert_eq!(words(&other), "this machine's Rust is stable, not nightly");
    let long = request(&" ".repeat(64 * 1024 + 1));
    assert_eq!(words(&long), "the program is longer than 65536 bytes");

    let json = serde_json::to_string(&request("")).expect("JSON");
    for (known, unknown) in [
        ("stable", "old"),
        ("debug", "fast"),
        ("2024", "2023"),
        ("bin", "dll"),
    ] {
        let asked = json.replace(known, unknown);
        let error = serde_json::from_str::<ExecuteRequest>(&asked).expect_err("a refusal");
        assert!(
            error
                .to_string()
                .starts_with(&format!("unknown variant `{unknown}`, expected "))
        );
    }
}

#[test]
fn an_endless_loop_is_stopped_and_what_it_printed_is_kept() {
    let bounds = Bounds {
        time: Duration::from_secs(1),
        ..Bounds::PROGRAM
    };
    let begin = Instant::now();
    let response = run("fn main() { println!(\"begun\"); loop {} }", bounds);
    assert_eq!(
        response.exit_detail,
        "Did not end within 1 s and was stopped"
    );
    assert_eq!(
        (response.success, response.stdout.as_str()),
        (false, "begun\n")
    );
    assert!(begin.elapsed() < Duration::from_secs(8));
}

#[test]
fn a_flood_is_stopped_at_the_bound() {
    let response = main("loop { println!(\"again\"); }");
    assert_eq!(
        response.exit_detail,
        "Printed more than 65536 bytes and was stopped"
    );
    assert_eq!(response.stdout.len(), 65536);
}

#[test]
fn standard_input_is_empty() {
    let response = main("println!(\"{:?}\", std::io::read_to_string(std::io::stdin()));");
    assert_eq!(response.stdout, "Ok(\"\")\n");
}

#[cfg(target_os = "linux")]
mod on_linux {
    use super::*;

    #[test]
    fn memory_processor_time_and_files_are_bounded() {
        let response = main("let hog = vec![1u8; 2 << 30]; println!(\"{}\", hog[7]);");
        assert!(
            response
                .stderr
                .contains("memory allocation of 2147483648 bytes failed")
        );
        assert_eq!(response.exit_detail, "Exited with signal 6 (SIGABRT)");

        let bounds = Bounds {
            cpu: Duration::from_secs(1),
            ..Bounds::PROGRAM
        };
        let code = "fn main() { for _ in 0..8 { std::thread::spawn(|| loop {}); } loop {} }";
        let response = run(code, bounds);
        assert_eq!(
            response.exit_detail,
            "Did not end within 1 s and was stopped"
        );

        let response = main("fs::write(\"large\", vec![0; 65 << 20]);");
        assert_eq!(response.exit_detail, "Exited with signal 25 (SIGXFSZ)");

        let bounds = Bounds {
            threads: 8,
            ..Bounds::PROGRAM
        };
        let code = "fn main() { loop { std::thread::spawn(|| std::thread::park()); \
                    std::thread::sleep(std::time::Duration::from_millis(1)); } }";
        let response = run(code, bounds);
        assert_eq!(
            response.exit_detail,
            "Ran more than 8 threads and was stopped"
        );
    }

    /// Whether the kernel has Landlock; without it nothing is promised.
    fn has_landlock() -> bool {
        // SAFETY: asks for a version and hands no memory over.
        #[allow(unsafe_code)]
        let version = unsafe {
            let nothing = std::ptr::null::<u8>();
            nix::libc::syscall(nix::libc::SYS_landlock_create_ruleset, nothing, 0, 1)
        };
        version > 0
    }

    #[test]
    fn writes_stay_in_the_folder_and_files_of_others_cannot_be_read() {
        if !has_landlock() {
            return;
        }
        let elsewhere = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).expect("a folder");
        let secret = elsewhere.path().join("secret");
        std::fs::write(&secret, "secret").expect("a file");
        let secret = secret.display();
        let response = main(&format!(
            r#"let kind = |result: std::io::Result<()>| println!("{{:?}}", result.map_err(|error| error.kind()));
            kind(fs::read("{secret}").map(drop));
            kind(fs::write("{secret}", ""));
            kind(fs::rename("{secret}", "here"));
            kind(fs::read_dir("/root").and(fs::read_dir("/home")).map(drop));
            kind(fs::write("/tmp/outside", ""));
            kind(fs::read("/proc/{}/environ").map(drop));
            kind(fs::write("inside", ""));
            kind(fs::write(std::env::temp_dir().join("inside"), ""));"#,
            std::process::id()
        ));
        let denied = "Err(PermissionDenied)\n";
        let expected = denied.repeat(6) + "Ok(())\nOk(())\n";
        assert_eq!(response.stdout, expected, "{response:?}");

        let response = main(&format!("print!(\"{{}}\", include_str!(\"{secret}\"));"));
        assert!(response.stderr.contains("couldn't read"), "{response:?}");
        assert_eq!(response.stdout, "");
    }

    #[test]
    fn there_is_no_network_and_no_socket() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let response = main(&format!(
            r#"let kind = |result: std::io::Result<()>| println!("{{:?}}", result.map_err(|error| error.kind()));
            kind(net::TcpStream::connect("{address}").map(drop));
            kind(net::UdpSocket::bind("127.0.0.1:0").map(drop));
            kind(std::os::unix::net::UnixStream::connect("/run/socket").map(drop));
            kind(std::os::unix::net::UnixStream::pair().map(drop));"#
        ));
        assert_eq!(
            response.stdout,
            "Err(PermissionDenied)\n".repeat(3) + "Ok(())\n"
        );
    }

    #[test]
    fn the_environment_of_this_process_is_not_seen() {
        let seen = "for (name, _) in std::env::vars() { print!(\"{name} \"); } \
                    print!(\"{:?}\", option_env!(\"CARGO_MANIFEST_DIR\"));";
        let response = main(seen);
        let mut names: Vec<&str> = response.stdout.split(' ').collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "HOME",
                "None",
                "PATH",
                "RUST_BACKTRACE",
                "TEMP",
                "TMP",
                "TMPDIR"
            ]
        );
    }

    #[test]
    fn the_folder_goes_away() {
        let response =
            main("fs::create_dir(\"inner\"); print!(\"{}\", std::env::var(\"HOME\").unwrap());");
        assert!(Path::new(&response.stdout).is_absolute());
        assert!(!Path::new(&response.stdout).exists());
    }
}
