//! What a hostile command starts dies with it, with and without a PID namespace.

#![cfg(target_os = "linux")]

use nix::libc;
use playground::{Bounds, Ending, Finished, run};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SHORT: Bounds = Bounds {
    time: Duration::from_millis(400),
    threads: 40,
    ..Bounds::PROGRAM
};

fn shell(script: &str, bounds: Bounds) -> Finished {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    run(command, bounds).expect("a shell starts")
}

/// Does the test as the system allows it, and once more on a thread where no namespace can be made,
/// as in many containers.
fn both_ways(test: impl Fn() + Sync) {
    test();
    let without_namespaces = || {
        let refused = SeccompFilter::new(
            [(libc::SYS_unshare, Vec::new())].into(),
            SeccompAction::Allow,
            SeccompAction::Errno(libc::EPERM as u32),
            std::env::consts::ARCH
                .try_into()
                .expect("a known processor"),
        );
        let filter: BpfProgram = refused.and_then(TryInto::try_into).expect("a filter");
        seccompiler::apply_filter(&filter).expect("a filtered thread");
        test();
    };
    let done = std::thread::scope(|scope| scope.spawn(without_namespaces).join());
    assert!(done.is_ok(), "without namespaces");
}

/// Seconds to sleep that no other process of this system sleeps.
fn seconds(test: u32) -> String {
    format!("{}.{test}", 100_000 + std::process::id())
}

/// Processes that were started with this word.
fn left(word: &str) -> usize {
    let entries = fs::read_dir("/proc").expect("processes").flatten();
    let lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    let words = lines.map(|line| String::from_utf8_lossy(&line).into_owned());
    words.filter(|words| words.contains(word)).count()
}

#[test]
fn a_child_that_left_its_group_and_its_session_dies_at_a_normal_end() {
    both_ways(|| {
        let seconds = seconds(1);
        let finished = shell(
            &format!(
                "setsid sh -c 'setsid sleep {seconds} & sleep {seconds}' & sleep 0.05; echo end"
            ),
            Bounds::PROGRAM,
        );
        assert!(finished.ending.is_success(), "{:?}", finished.ending);
        assert_eq!(finished.stdout, b"end\n");
        assert_eq!(left(&seconds), 0);
    });
}

#[test]
fn a_child_that_left_its_group_and_its_session_dies_when_time_is_up() {
    both_ways(|| {
        let seconds = seconds(2);
        let finished = shell(
            &format!("setsid setsid sleep {seconds} & setsid sleep {seconds} & sleep {seconds}"),
            SHORT,
        );
        assert!(matches!(finished.ending, Ending::OutOfTime(_)));
        assert_eq!(left(&seconds), 0);
    });
}

#[test]
fn what_ignores_every_signal_dies() {
    both_ways(|| {
        let seconds = seconds(3);
        let script = format!(
            "trap '' HUP INT TERM CHLD USR1 USR2; setsid sleep {seconds} & while :; do :; done"
        );
        let finished = shell(&script, SHORT);
        assert!(matches!(finished.ending, Ending::OutOfTime(_)));
        assert_eq!(left(&seconds), 0);
    });
}

#[test]
fn processes_without_end_are_stopped_and_leave_nothing() {
    both_ways(|| {
        let seconds = seconds(4);
        let bounds = Bounds {
            time: Duration::from_secs(30),
            ..SHORT
        };
        // Each leaves the group; in all no more than the test could bear if nobody stopped it.
        let script =
            format!("for i in $(seq 400); do setsid sleep {seconds} & done; sleep {seconds}");
        let finished = shell(&script, bounds);
        assert!(
            matches!(finished.ending, Ending::TooManyThreads(40)),
            "{:?}",
            finished.ending
        );
        assert_eq!(left(&seconds), 0);
    });
}

#[test]
fn processes_are_counted_also_when_those_of_others_end() {
    let seconds = seconds(6);
    let bounds = Bounds {
        time: Duration::from_secs(30),
        ..SHORT
    };
    // More than the command will ever have: what it adds is less than what goes.
    let (others, gone) = std::sync::mpsc::channel::<()>();
    let gone = std::sync::Mutex::new(gone);
    std::thread::scope(|scope| {
        for _ in 0..200 {
            scope.spawn(|| drop(gone.lock().map(|gone| gone.recv())));
        }
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(others);
        });
        let script =
            format!("sleep 0.6; for i in $(seq 60); do sleep {seconds} & done; sleep {seconds}");
        let ending = shell(&script, bounds).ending;
        assert!(matches!(ending, Ending::TooManyThreads(40)), "{ending:?}");
    });
    assert_eq!(left(&seconds), 0);
}

#[test]
fn a_bomb_of_forks_is_stopped_and_leaves_nothing() {
    both_ways(|| {
        let word = seconds(5);
        let bounds = Bounds {
            time: Duration::from_secs(30),
            ..SHORT
        };
        // Levels of four: bounded here, were it not bounded there.
        let script = format!(
            "bomb() {{ [ $1 -gt 4 ] || for i in 1 2 3 4; do bomb $(($1 + 1)) & done; sleep {word}; }}; bomb 0"
        );
        let finished = shell(&script, bounds);
        assert!(
            matches!(finished.ending, Ending::TooManyThreads(_)),
            "{:?}",
            finished.ending
        );
        assert_eq!(left(&word), 0);
    });
}

#[test]
fn the_status_of_the_command_comes_through() {
    both_ways(|| {
        use std::os::unix::process::ExitStatusExt;
        let ending = |script: &str| match shell(script, Bounds::PROGRAM).ending {
            Ending::Exited(status) => status,
            other => panic!("{other:?}"),
        };
        assert_eq!(ending("exit 7").code(), Some(7));
        for signal in [1, 6, 9, 11, 15, 34, 40] {
            let status = ending(&format!("kill -{signal} $$"));
            assert_eq!(status.signal(), Some(signal), "{status}");
        }
    });
}

#[test]
fn a_command_that_does_not_exist_is_an_error_and_not_a_wait() {
    let error = run(Command::new("/no/such/command"), SHORT).expect_err("no command");
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn a_command_dies_with_the_process_that_asked() {
    const VARIABLE: &str = "SECONDS_TO_SLEEP";
    if let Ok(seconds) = std::env::var(VARIABLE) {
        shell(
            &format!("setsid sleep {seconds} & sleep {seconds}"),
            Bounds::PROGRAM,
        );
        return;
    }
    let seconds = seconds(6);
    let this = std::env::current_exe().expect("this test");
    let mut asking = Command::new(this)
        .arg("a_command_dies_with_the_process_that_asked")
        .env(VARIABLE, &seconds)
        .stdout(Stdio::null())
        .spawn()
        .expect("this test starts");
    wait_until(|| left(&seconds) >= 2);
    asking.kill().expect("it runs");
    asking.wait().expect("it was killed");
    wait_until(|| left(&seconds) == 0);
}

fn wait_until(done: impl Fn() -> bool) {
    let begin = Instant::now();
    while !done() {
        assert!(begin.elapsed() < Duration::from_secs(8), "not within 8 s");
        std::thread::sleep(Duration::from_millis(10));
    }
}
