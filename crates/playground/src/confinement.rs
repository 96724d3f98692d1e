//! What a stranger's program may not do, where the system can deny it: read and write files, and
//! reach the network.
//!
//! On Linux, Landlock lets it write in one folder only and read what every program needs, so a home
//! folder cannot be read; a seccomp filter denies sockets of every kind, since a path of a socket is
//! nothing that Landlock guards. A kernel without one of them confines less, and other systems do
//! not confine at all. Not denied: to fill the disk with many files, each within its bound.

use std::path::{Path, PathBuf};

/// Where a confined command may write, and what it may read besides.
#[derive(Clone, Debug)]
pub struct Confinement {
    folder: PathBuf,
    readable: Vec<PathBuf>,
}

impl Confinement {
    /// Of a command that writes in `folder` and nowhere else.
    pub fn within(folder: &Path) -> Confinement {
        Confinement {
            folder: folder.to_path_buf(),
            readable: Vec::new(),
        }
    }

    /// The same, with these files or folders to be read and executed.
    pub fn reading(mut self, paths: impl IntoIterator<Item = PathBuf>) -> Confinement {
        self.readable.extend(paths);
        self
    }

    /// The folder for everything that is written.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(target_os = "linux")]
pub(crate) use linux::Prepared;

#[cfg(target_os = "linux")]
mod linux {
    use super::Confinement;
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetCreated,
        RulesetCreatedAttr as _, RulesetError, Scope, path_beneath_rules,
    };
    use nix::libc;
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};
    use std::io;

    /// What every program needs: libraries, tools, and what the system tells about itself.
    const READABLE: [&str; 17] = [
        "/usr",
        "/bin",
        "/sbin",
        "/lib",
        "/lib32",
        "/lib64",
        "/nix/store",
        "/gnu/store",
        "/etc/alternatives",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/proc",
        "/sys/devices/system/cpu",
        "/sys/fs/cgroup",
        "/dev/zero",
        "/dev/random",
        "/dev/urandom",
    ];

    /// Sockets, the second way to them, and doors to the kernel that no program of a book needs.
    const DENIED: [libc::c_long; 9] = [
        libc::SYS_socket,
        libc::SYS_io_uring_setup,
        libc::SYS_unshare,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_keyctl,
    ];

    /// Rules that are handed to the kernel between fork and exec.
    pub(crate) struct Prepared {
        /// Taken when it is handed over.
        rules: Option<RulesetCreated>,
        filter: Option<BpfProgram>,
    }

    impl Confinement {
        /// Opens every path and compiles the filter, which allocates.
        pub(crate) fn prepare(&self) -> io::Result<Prepared> {
            Ok(Prepared {
                rules: Some(self.rules().map_err(io::Error::other)?),
                filter: filter(),
            })
        }

        fn rules(&self) -> Result<RulesetCreated, RulesetError> {
            // An older kernel denies the part of it that it knows.
            let abi = ABI::V6;
            let read = AccessFs::from_read(abi);
            let writable_device = read | AccessFs::WriteFile;
            Ruleset::default()
                .handle_access(AccessFs::from_all(abi))?
                .handle_access(AccessNet::from_all(abi))?
                .scope(Scope::from_all(abi))?
                .create()?
                .add_rules(path_beneath_rules(READABLE, read))?
                .add_rules(path_beneath_rules(&self.readable, read))?
                .add_rules(path_beneath_rules(["/dev/null"], writable_device))?
                .add_rules(path_beneath_rules([&self.folder], AccessFs::from_all(abi)))
        }
    }

    /// The filter; none for a processor that the library does not know.
    fn filter() -> Option<BpfProgram> {
        let arch = TargetArch::try_from(std::env::consts::ARCH).ok()?;
        // On x86-64 every call has a second number, beyond this bit.
        let second = if cfg!(target_arch = "x86_64") {
            0x4000_0000
        } else {
            0
        };
        let numbers = DENIED.iter().flat_map(|number| [*number, number | second]);
        let denied = SeccompAction::Errno(libc::EACCES as u32);
        SeccompFilter::new(
            numbers.map(|number| (number, Vec::new())).collect(),
            SeccompAction::Allow,
            denied,
            arch,
        )
        .ok()?
        .try_into()
        .ok()
    }

    impl Prepared {
        /// Confines this process and everything that it starts, for ever; allocates nothing.
        pub(crate) fn enter(&mut self) -> io::Result<()> {
            let refused = || io::Error::from_raw_os_error(libc::EACCES);
            if let Some(rules) = self.rules.take() {
                rules.restrict_self().map_err(|_| refused())?;
            }
            match &self.filter {
                Some(filter) => seccompiler::apply_filter(filter).map_err(|_| refused()),
                None => Ok(()),
            }
        }
    }
}
