//! What is commonly said and not quite so, each with what is true and the programs that show it.

use super::Whole;
use super::claims::proof;
use crate::half_truths;
use crate::name::Name;
use crate::page::html::inline;
use crate::problem::Problem;

/// The list in HTML: what is said, what is true, the claims that prove it.
///
/// # Errors
/// See [`half_truths::read`].
pub fn list(whole: &Whole) -> Result<String, Problem> {
    let mut list = String::from("<ul class=\"claims half-truths\">\n");
    for half_truth in half_truths::read(whole)? {
        list.push_str(&format!(
            "<li><p class=\"said\">“{}”</p><p>{}</p><ul>\n",
            inline(&half_truth.said),
            inline(&half_truth.truth)
        ));
        for name in &half_truth.proofs {
            let claim = caption(name, whole).map_or_else(String::new, inline);
            let proof = proof(name, whole);
            list.push_str(&format!("<li><p>{claim}</p>{proof}</li>\n"));
        }
        list.push_str("</ul></li>\n");
    }
    Ok(list + "</ul>\n")
}

/// The claim that a program makes: the caption of its figure, of its pair, or its own as a repair.
fn caption<'a>(name: &Name, whole: &'a Whole) -> Option<&'a str> {
    let mut directives = whole.chapters.iter().flat_map(|it| &it.directives);
    directives.find_map(|it| {
        let repair = it.repairs.iter().find(|(repair, _)| repair == name);
        match repair {
            Some((_, caption)) => Some(&**caption),
            None if it.name == *name || it.partner.as_ref() == Some(name) => Some(&*it.caption),
            None => None,
        }
    })
}
