//! The site as our own commands build it, for the proofs that look at what readers get.

use book::facts::Show;
use book::site::{self, Site};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

/// Files with their bytes, by their paths in a folder.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A folder with the site, which goes away.
///
/// # Panics
/// With the mistake, when the site cannot be built.
pub fn built() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = Site {
        folder: folder.path().into(),
        show: Show::Committed,
        live: false,
    };
    site::build(&crate::book(), &site).unwrap_or_else(|error| panic!("{}", book::explain(&error)));
    folder
}

/// The files of the site, built once for all tests of a file. They are in memory, since nothing would
/// remove a folder that all tests share.
pub fn files() -> &'static Files {
    static FILES: LazyLock<Files> = LazyLock::new(|| below(built().path()));
    &FILES
}

/// The text of a page of the site: `page("moves")`.
///
/// # Panics
/// When the site has no such page.
pub fn page(stem: &str) -> String {
    let bytes = files()
        .get(Path::new(&format!("{stem}.html")))
        .unwrap_or_else(|| panic!("there is no `{stem}.html`; is it in `src/SUMMARY.md`?"));
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file below a folder.
///
/// # Panics
/// When one cannot be read.
pub fn below(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder of the site") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inner = path.strip_prefix(folder).expect("a path below it");
                found.insert(
                    inner.to_path_buf(),
                    fs::read(&path).expect("a file of the site"),
                );
            }
        }
    }
    found
}
