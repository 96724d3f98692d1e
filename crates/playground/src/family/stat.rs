//! One process as `/proc/PID/stat` tells it.
//!
//! Reading is apart from opening and allocates nothing, since the supervisor reads too, between
//! fork and exec.

/// What is known of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat {
    /// Its own number.
    pub(super) process: i32,
    /// Its parent, or the subreaper that took it over.
    pub(super) parent: i32,
    /// Its process group.
    pub(super) group: i32,
    /// Its threads, itself among them.
    pub(super) threads: usize,
}

impl Stat {
    /// Reads the line; the name in parentheses is the program's own choice and may hold anything.
    pub(super) fn parse(line: &[u8]) -> Option<Stat> {
        let name_end = line.iter().rposition(|byte| *byte == b')')?;
        // After the name come: state, parent, group, …, and the threads as the 18th.
        let mut fields = line.get(name_end + 2..)?.split(|byte| *byte == b' ');
        Some(Stat {
            process: number(line.split(|byte| *byte == b' ').next()?)?,
            parent: number(fields.nth(1)?)?,
            group: number(fields.next()?)?,
            threads: number(fields.nth(14)?)?.try_into().ok()?,
        })
    }
}

/// A number in decimal digits, as a process is named in `/proc`.
pub(super) fn number(digits: &[u8]) -> Option<i32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_changes_nothing() {
        let line = b"7 (a) R 1 (x)) S 41 42 42 0 -1 4 1 0 0 0 0 0 0 0 20 0 3 0 99\n";
        let stat = Stat {
            process: 7,
            parent: 41,
            group: 42,
            threads: 3,
        };
        assert_eq!(Stat::parse(line), Some(stat));
        assert_eq!(Stat::parse(b"7 (a)"), None);
        assert_eq!(Stat::parse(b"7"), None);
    }

    #[test]
    fn this_process_is_told() {
        let line = std::fs::read("/proc/self/stat").expect("a process file system");
        let stat = Stat::parse(&line).expect("a process");
        assert_eq!(stat.process as u32, std::process::id());
        assert_eq!(stat.parent as u32, std::os::unix::process::parent_id());
        assert!((1..1000).contains(&stat.threads));
    }
}
