//! The book's own tools: everything that `book build`, `serve`, `new`, `bless` and the proofs share.
//!
//! Data goes one way: programs, then facts (what rustc and the programs said, committed), then
//! figures in the chapters, then the site. ARCHITECTURE.md at the root tells the whole way.

pub mod address;
pub mod appendix;
pub mod beliefs;
pub mod bless;
pub mod census;
pub mod chapters;
pub mod cpp;
pub mod data;
pub mod directive;
pub mod error_codes;
pub mod facts;
pub mod features;
pub mod finish;
pub mod glossary;
pub mod half_truths;
pub mod listings;
pub mod manifest;
pub mod name;
pub mod new;
pub mod page;
pub mod pair;
pub mod policy;
pub mod preprocess;
pub mod problem;
pub mod program;
pub mod project;
pub mod prose;
pub mod quiz;
pub mod record;
pub mod rejection;
pub mod serve;
pub mod show;
pub mod site;
pub mod stamp;
pub mod story;
pub mod taught;

/// An error in words. A [`problem::Problem`] says all there is to say; around any other error its
/// causes are told too.
pub fn explain(error: &anyhow::Error) -> String {
    for cause in error.chain() {
        if cause.is::<problem::Problem>() || cause.is::<problem::Problems>() {
            return cause.to_string();
        }
    }
    format!("{error:#}")
}
