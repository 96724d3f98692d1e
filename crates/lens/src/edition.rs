//! The edition that a program is written in.
//!
//! A text is a program of one edition; another can read it differently, so whoever compiles a
//! question says which.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// An edition of Rust; new programs are of the latest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Edition {
    /// 2015, where paths after `use` begin at the crate.
    #[serde(rename = "2015")]
    Rust2015,
    /// 2018.
    #[serde(rename = "2018")]
    Rust2018,
    /// 2021, where closures capture single fields.
    #[serde(rename = "2021")]
    Rust2021,
    /// 2024.
    #[default]
    #[serde(rename = "2024")]
    Rust2024,
}

impl Edition {
    /// Every edition, the oldest first.
    pub const ALL: [Edition; 4] = [
        Edition::Rust2015,
        Edition::Rust2018,
        Edition::Rust2021,
        Edition::Rust2024,
    ];

    /// The year, as rustc's `--edition` takes it.
    pub fn year(self) -> &'static str {
        match self {
            Edition::Rust2015 => "2015",
            Edition::Rust2018 => "2018",
            Edition::Rust2021 => "2021",
            Edition::Rust2024 => "2024",
        }
    }
}

impl FromStr for Edition {
    type Err = String;

    /// Reads a year; the error names those that there are.
    fn from_str(year: &str) -> Result<Edition, String> {
        let known = Edition::ALL.into_iter();
        known.clone().find(|it| it.year() == year).ok_or_else(|| {
            let years: Vec<&str> = known.map(Edition::year).collect();
            format!(
                "there is no edition `{year}`; there are {}",
                years.join(", ")
            )
        })
    }
}
