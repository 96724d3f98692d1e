//! A drawing in fewer bytes: what the page's stylesheet says for all drawings is left out of each.
//!
//! The lens draws SVG that keeps its shapes where no stylesheet comes along. A page has hundreds of
//! drawings and always comes with `theme/lens.css`, whose last part gives back what is taken out
//! here, each set of attributes under a short class. A chapter is a fifth smaller for it, most of all
//! since more of it lies within the 32 KB that gzip looks back.

/// Sets of attributes, the longer before those that they begin with, and the class for each.
const SHAPES: [(&str, &str); 14] = [
    (
        r#" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-dasharray="0 5""#,
        "d0",
    ),
    (
        r#" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 5""#,
        "d1",
    ),
    (
        r#" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="4 4""#,
        "d2",
    ),
    (
        r#" fill="none" stroke="currentColor" stroke-width="1.5""#,
        "s1",
    ),
    (
        r#" fill="none" stroke="currentColor" stroke-width="2""#,
        "s2",
    ),
    (
        r#" fill="none" stroke="currentColor" stroke-width="3""#,
        "s3",
    ),
    (
        r#" fill="none" stroke="currentColor" stroke-width="5""#,
        "s5",
    ),
    (r#" fill="none" stroke="white" stroke-width="2""#, "w2"),
    (r#" fill="none" stroke="white" stroke-width="7""#, "w7"),
    (r#" fill="none" stroke="currentColor""#, "s0"),
    // Each is all that its class has, and always there.
    (r#" fill="none""#, HIT),
    (r#" fill-opacity="0.1""#, TINT),
    (r#" text-anchor="end""#, "e"),
    (r#" stroke="currentColor""#, "s"),
];

const HIT: &str = "hit";
const TINT: &str = "tint";

/// What every drawing says of itself.
const ROOT: [&str; 3] = [
    r#" xmlns="http://www.w3.org/2000/svg""#,
    r#" font-family="monospace" font-size="14""#,
    r#" fill="currentColor""#,
];

/// The drawing, or several, without what the stylesheet says.
pub fn lean(svg: &str) -> String {
    let mut lean = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        lean.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        rest = &rest[end..];
        match tag.starts_with("<svg") {
            true => rest = root(tag, rest, &mut lean),
            false => lean.push_str(&shape(tag)),
        }
    }
    lean.push_str(rest);
    lean
}

/// Writes the opening tag of a drawing. Title and description, which follow it, become its label, so
/// that they need no names; gives what stands behind them.
fn root<'s>(tag: &str, rest: &'s str, lean: &mut String) -> &'s str {
    let mut tag = tag.to_owned();
    for said in ROOT {
        tag = tag.replacen(said, "", 1);
    }
    let Some((names, title, description, behind)) = described(&tag, rest) else {
        lean.push_str(&tag);
        return rest;
    };
    // A picture of memory stands below its step, which says the same as its title.
    let label = match tag.contains("class=\"lens memory\"") {
        true => format!(r#" aria-label="{description}""#),
        false => format!(r#" aria-label="{title}. {description}""#),
    };
    lean.push_str(&tag.replacen(&names, &label, 1));
    behind
}

/// The attribute that names title and description, both, and what follows them.
fn described<'s>(tag: &str, rest: &'s str) -> Option<(String, &'s str, &'s str, &'s str)> {
    let (_, names) = tag.split_once(" aria-labelledby=\"")?;
    let (names, _) = names.split_once('"')?;
    let inner = |rest: &'s str, element: &str| {
        let rest = rest.strip_prefix(&format!("<{element} id="))?;
        let (_, rest) = rest.split_once('>')?;
        rest.split_once(&*format!("</{element}>"))
    };
    let (title, rest) = inner(rest, "title")?;
    let (description, rest) = inner(rest, "desc")?;
    let names = format!(" aria-labelledby=\"{names}\"");
    Some((names, title, description, rest))
}

/// A tag inside a drawing.
fn shape(tag: &str) -> String {
    for (said, class) in SHAPES {
        let Some(at) = tag.find(said) else {
            continue;
        };
        let without = format!("{}{}", &tag[..at], &tag[at + said.len()..]);
        let own = format!("class=\"{class}\"");
        let is_own = class == HIT || class == TINT;
        return match (without.split_once("class=\""), is_own) {
            // What is more than its class has to stay.
            (_, true) if !without.contains(&own) => tag.to_owned(),
            (_, true) => without,
            (Some((before, classes)), false) => format!("{before}class=\"{class} {classes}"),
            (None, false) => {
                let end = without.find(['/', '>']).unwrap_or(without.len());
                let (before, end) = without.split_at(end);
                format!("{} class=\"{class}\"{end}", before.trim_end())
            }
        };
    }
    tag.to_owned()
}

/// How the sample of a mark in a legend begins.
const SAMPLE: &str =
    r#"<svg class="lens" width="28" height="20" viewBox="0 0 28 20" aria-hidden="true">"#;

/// The text of a chapter with each sample of a mark drawn once, at its end, and shown from there in
/// every legend. `stem` begins the names, since all chapters stand together in print.
pub fn share(chapter: &str, stem: &str) -> String {
    let mut shared = String::with_capacity(chapter.len());
    let mut samples: Vec<String> = Vec::new();
    let mut parts = chapter.split(SAMPLE);
    shared.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (sample, behind) = part.split_once("</svg>").unwrap_or((part, ""));
        let sample = renamed(sample, stem);
        let place = samples.iter().position(|it| *it == sample);
        let place = place.unwrap_or_else(|| {
            samples.push(sample);
            samples.len() - 1
        });
        shared.push_str(&format!(
            r##"<svg class="lens" width="28" height="20" aria-hidden="true"><use href="#{stem}-mark-{place}"/></svg>{behind}"##
        ));
    }
    if samples.is_empty() {
        return shared;
    }
    let drawn = samples.iter().enumerate();
    let drawn: String = drawn
        // A browser may style the copy by what is copied alone, so that is of the class too.
        .map(|(place, sample)| format!(r#"<g class="lens" id="{stem}-mark-{place}">{sample}</g>"#))
        .collect();
    shared.push_str(&format!(
        "\n\n<div class=\"samples\"><svg class=\"lens\" aria-hidden=\"true\"><defs>{drawn}</defs></svg></div>\n"
    ));
    shared
}

/// A sample with the name inside it, if it has one, that it has for the whole chapter.
fn renamed(sample: &str, stem: &str) -> String {
    let name = sample.split_once("id=\"");
    let name = name.and_then(|(_, rest)| rest.split('"').next());
    match name.and_then(|name| Some((name, name.rsplit_once('-')?.1))) {
        Some((name, end)) => sample.replace(name, &format!("{stem}-mark-{end}")),
        None => sample.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_become_classes_and_the_rest_stays() {
        for (svg, expected) in [
            (
                r#"<path class="own" fill="none" stroke="currentColor" stroke-width="3" d="M1 2"/>"#,
                r#"<path class="s3 own" d="M1 2"/>"#,
            ),
            (
                r#"<path class="hit" fill="none" data-of="v1" d="M1 2"/>"#,
                r#"<path class="hit" data-of="v1" d="M1 2"/>"#,
            ),
            (
                r#"<path class="x" fill="none" d="M1 2"/>"#,
                r#"<path class="x" fill="none" d="M1 2"/>"#,
            ),
            (
                r#"<text x="1" y="2" text-anchor="end">a > b</text>"#,
                r#"<text x="1" y="2" class="e">a > b</text>"#,
            ),
            (
                r#"<text x="1" y="2" text-anchor="end" class="quiet">b</text>"#,
                r#"<text x="1" y="2" class="e quiet">b</text>"#,
            ),
            (
                r#"<path class="q" stroke="currentColor" stroke-width="9"/>"#,
                r#"<path class="s q" stroke-width="9"/>"#,
            ),
        ] {
            assert_eq!(lean(svg), expected);
        }
    }

    #[test]
    fn a_drawing_is_labelled_by_its_title_and_its_description() {
        let svg = r#"<svg class="lens lanes" xmlns="http://www.w3.org/2000/svg" width="4" font-family="monospace" font-size="14" fill="currentColor" role="img" aria-labelledby="x-t x-d"><title id="x-t">Memory after line 2</title><desc id="x-d">Two &lt;blocks&gt;.</desc><g/></svg>"#;
        assert_eq!(
            lean(svg),
            r#"<svg class="lens lanes" width="4" role="img" aria-label="Memory after line 2. Two &lt;blocks&gt;."><g/></svg>"#
        );
    }

    #[test]
    fn a_sample_of_a_mark_is_drawn_once_a_chapter() {
        let sample = |id: &str| {
            format!(
                "<li>{SAMPLE}<pattern id=\"{id}-l-f\"/><path fill=\"url(#{id}-l-f)\"/></svg> freed</li>"
            )
        };
        let use_ = r##"<li><svg class="lens" width="28" height="20" aria-hidden="true"><use href="#moves-mark-0"/></svg> freed</li>"##;
        assert_eq!(
            share(
                &format!("{}\n{}\n", sample("moves-a"), sample("moves-b")),
                "moves"
            ),
            format!(
                "{use_}\n{use_}\n\n\n<div class=\"samples\"><svg class=\"lens\" aria-hidden=\"true\"><defs>\
                 <g class=\"lens\" id=\"moves-mark-0\"><pattern id=\"moves-mark-f\"/><path fill=\"url(#moves-mark-f)\"/></g>\
                 </defs></svg></div>\n"
            )
        );
        assert_eq!(share("no legend\n", "moves"), "no legend\n");
    }
}
