//! Proves that every repair is a small change to the program that it repairs.
//!
//! That a repair compiles, and what it prints, is proved with the listings. Together they show that
//! the forbidden program is rejected for the reason given and for no other.

use book::name::Name;
use book::page::distance;
use book::program::Program;
use book::project::Project;
use std::process::ExitCode;

/// Lines taken out and put in, at most; a changed line counts twice.
const FEW: usize = 8;

fn main() -> ExitCode {
    proofs::each("repairs", proofs::programs().repairs.keys(), is_small)
}

fn is_small(repair: &Name) -> Result<(), String> {
    let repaired = repair
        .repaired()
        .ok_or("its name is not that of a repair")?;
    let source = |file: &std::path::Path| {
        let text = proofs::book().read(file)?;
        Program::parse(&text, file).map(|program| program.source)
    };
    let before = source(&Project::forbidden_file(&repaired)).map_err(|why| why.to_string())?;
    let after = source(&Project::listing_file(repair)).map_err(|why| why.to_string())?;
    let distance = distance(&before, &after);
    println!("{repair} takes out and puts in {distance} lines");
    match distance {
        0 => Err(format!(
            "{repair} is the program that it should repair; change it"
        )),
        1..=FEW => Ok(()),
        _ => Err(format!(
            "{repair} differs from {repaired} by {distance} lines, and may by {FEW}; change less, \
             or choose a smaller program to forbid: {}",
            Project::listing_file(repair).display()
        )),
    }
}
