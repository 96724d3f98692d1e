//! Proves that every repair is a small change to the program that it repairs.
//!
//! That a repair compiles, and what it prints, is proved with the listings. Together they show that
//! the forbidden program is rejected for the reason given and for no other.

use book::name::Name;
use book::page::distance;
use book::project::Project;
use std::path::Path;
use std::process::ExitCode;

/// Lines taken out and put in, at most; a changed line counts twice.
const FEW: usize = 8;

fn main() -> ExitCode {
    let kind = |repair: &Name| match distance_to(repair) {
        Ok(distance) => format!("changes {distance} lines"),
        Err(_) => "changes".into(),
    };
    let programs = proofs::programs();
    let repairs = programs.repairs.keys().filter(|name| !name.is_what_if());
    proofs::each(kind, repairs, is_small)
}

fn is_small(repair: &Name) -> Result<(), String> {
    let file = Project::listing_file(repair);
    match distance_to(repair)? {
        0 => Err(format!(
            "`{}` is the program that it should repair; change it",
            file.display()
        )),
        1..=FEW => Ok(()),
        distance => Err(format!(
            "`{}` changes {distance} lines, and may change {FEW}; change less, or forbid a smaller \
             program",
            file.display()
        )),
    }
}

/// How many lines a repair takes out of the program that it repairs, and puts in.
fn distance_to(repair: &Name) -> Result<usize, String> {
    let repaired = repair
        .repaired()
        .ok_or("its name is not that of a repair")?;
    let source = |file: &Path| {
        let program = proofs::book().program(file);
        program
            .map(|program| program.source)
            .map_err(|why| why.to_string())
    };
    let before = source(&Project::forbidden_file(&repaired))?;
    let after = source(&Project::listing_file(repair))?;
    Ok(distance(&before, &after))
}
