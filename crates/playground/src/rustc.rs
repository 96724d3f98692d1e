//! The compiler that the book asks: the workspace's own, without the library's sources.
//!
//! Where the toolchain has the `rust-src` component, notes that point into the standard library
//! gain a snippet, so the same compiler would say different words on two machines. Every
//! diagnostic is therefore asked with a sysroot that has no sources.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A compiler, and the sysroot to ask it with.
#[derive(Clone, Debug)]
pub struct Rustc {
    program: PathBuf,
    /// The real sysroot.
    toolchain: PathBuf,
    sysroot: PathBuf,
    target: PathBuf,
    /// Asked when it is needed, and once.
    version: OnceLock<String>,
}

impl Rustc {
    /// Finds the compiler that cargo uses in `folder`; `target` is the folder for build output,
    /// where a sysroot of links is made when the real one carries the library's sources.
    ///
    /// # Errors
    /// When there is no `rustc`, or the links cannot be made.
    pub fn find(folder: &Path, target: &Path) -> io::Result<Rustc> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
        let output = Command::new(&rustc)
            .args(["--print", "sysroot"])
            .current_dir(folder)
            .output()
            .map_err(|error| {
                io::Error::other(format!("cannot start `{}`: {error}", rustc.display()))
            })?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!(
                "`{} --print sysroot` failed: {}",
                rustc.display(),
                words.trim()
            )));
        }
        let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        let real = sysroot
            .join("bin")
            .join(format!("rustc{}", std::env::consts::EXE_SUFFIX));
        Ok(Rustc {
            // Behind rustup, `rustc` is a launcher that costs some milliseconds a start.
            program: if real.is_file() {
                real
            } else {
                PathBuf::from(rustc)
            },
            sysroot: without_sources(&sysroot, target)?,
            toolchain: sysroot,
            target: target.to_path_buf(),
            version: OnceLock::new(),
        })
    }

    /// What the compiler says of its version, in several lines.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn version(&self) -> io::Result<&str> {
        if let Some(version) = self.version.get() {
            return Ok(version);
        }
        let output = Command::new(&self.program).arg("-vV").output()?;
        let version = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(self.version.get_or_init(|| version))
    }

    /// The folder for build output.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// What the compiler has to read to compile a program, besides the program.
    pub(crate) fn folders(&self) -> [PathBuf; 2] {
        [self.toolchain.clone(), self.sysroot.clone()]
    }

    /// The sysroot without library sources.
    pub fn sysroot(&self) -> &Path {
        &self.sysroot
    }

    /// A command that starts this compiler with that sysroot.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--sysroot").arg(&self.sysroot);
        command
    }
}

/// `sysroot` itself where it has no library sources, else a folder of links that leaves them out.
fn without_sources(sysroot: &Path, target: &Path) -> io::Result<PathBuf> {
    let rustlib = Path::new("lib").join("rustlib");
    if !sysroot.join(&rustlib).join("src").exists() {
        return Ok(sysroot.to_path_buf());
    }
    let links = target.join("sysroot-without-sources");
    link_entries(sysroot, &links, &["lib"])?;
    link_entries(&sysroot.join("lib"), &links.join("lib"), &["rustlib"])?;
    link_entries(&sysroot.join(&rustlib), &links.join(&rustlib), &["src"])?;
    Ok(links)
}

/// Links every entry of `from` into `into`, but for those named in `except`.
fn link_entries(from: &Path, into: &Path, except: &[&str]) -> io::Result<()> {
    fs::create_dir_all(into)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if except.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let place = into.join(entry.file_name());
        if fs::read_link(&place).is_ok_and(|held| held == entry.path()) {
            continue;
        }
        // Another process may be making the same links.
        let _ = fs::remove_file(&place);
        match link(&entry.path(), &place) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other?,
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, place: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, place)
}

#[cfg(windows)]
fn link(from: &Path, place: &Path) -> io::Result<()> {
    if from.is_dir() {
        std::os::windows::fs::symlink_dir(from, place)
    } else {
        std::os::windows::fs::symlink_file(from, place)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn library_sources_are_left_out_and_the_rest_is_linked() {
        let scratch = std::env::temp_dir().join(format!("sysroot-{}", std::process::id()));
        let real = scratch.join("real");
        for folder in ["bin", "lib/rustlib/src/rust", "lib/rustlib/some-target/lib"] {
            fs::create_dir_all(real.join(folder)).expect("a scratch folder");
        }
        let bare = without_sources(&real, &scratch.join("target")).expect("links");
        assert!(!bare.join("lib/rustlib/src").exists());
        assert!(bare.join("bin").is_dir());
        assert!(bare.join("lib/rustlib/some-target/lib").is_dir());
        // A second time finds the links in place.
        assert_eq!(
            bare,
            without_sources(&real, &scratch.join("target")).expect("links")
        );

        fs::remove_dir_all(real.join("lib/rustlib/src")).expect("removal");
        assert_eq!(
            real,
            without_sources(&real, &scratch.join("target")).expect("no links")
        );
        fs::remove_dir_all(&scratch).expect("removal");
    }
}
