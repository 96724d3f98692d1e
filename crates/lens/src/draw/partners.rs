//! Who is who: one token for a variable or a block, wherever it is drawn or written.
//!
//! A page highlights what belongs together by `data-of`: an element with one token stands for a
//! thing (`v3`, the third variable of the text; `b1`, block #1), one with several relates them: an
//! arrow, a loan, a drop. The compiler's lanes and the run's variables have nothing in common but
//! names and lines, so a variable of the run is that of the latest declaration above it.

use crate::story::{Frame, Function, Lane, Story};
use std::collections::BTreeMap;

/// The tokens of one story.
#[derive(Clone, Debug, Default)]
pub struct Partners {
    /// Those of the lanes, function by function; a place has its variable's.
    lanes: Vec<Vec<usize>>,
    /// The variables of the run that have a lane, by number.
    variables: BTreeMap<u32, usize>,
}

impl Partners {
    /// Those of a story.
    pub fn of(story: &Story) -> Partners {
        let mut partners = Partners::default();
        let mut before = 0;
        for function in &story.functions {
            let count = function.lanes.len();
            let lanes = function.lanes.iter().enumerate();
            let variable = |(number, lane): (usize, &Lane)| {
                lane.of
                    .filter(|variable| *variable < count)
                    .unwrap_or(number)
            };
            let tokens = lanes.map(|it| before + 1 + variable(it));
            partners.lanes.push(tokens.collect());
            before += count;
        }
        for step in story.run.iter().flat_map(|run| &run.steps) {
            for frame in &step.frames {
                for variable in &frame.variables {
                    if partners.variables.contains_key(&variable.number) {
                        continue;
                    }
                    let found = declaration(story, frame, &variable.name, step.line);
                    if let Some((function, lane)) = found {
                        let token = partners.lanes[function][lane];
                        partners.variables.insert(variable.number, token);
                    }
                }
            }
        }
        partners
    }

    /// The token of a lane: `v3`.
    pub fn lane(&self, function: usize, lane: usize) -> String {
        let token = self.lanes.get(function).and_then(|lanes| lanes.get(lane));
        token.map_or_else(String::new, |token| format!("v{token}"))
    }

    /// The token of a variable of the run: its lane's, or `n7` where it has none.
    pub fn variable(&self, number: u32) -> String {
        match self.variables.get(&number) {
            Some(token) => format!("v{token}"),
            None => format!("n{number}"),
        }
    }

    /// The tokens of what an event, an arrow or a drop is about.
    pub fn all(&self, variables: &[u32], blocks: &[u32]) -> String {
        let variables = variables.iter().map(|number| self.variable(*number));
        let blocks = blocks.iter().map(|label| block(*label));
        let mut tokens: Vec<String> = Vec::new();
        for token in variables.chain(blocks) {
            if !tokens.contains(&token) {
                tokens.push(token);
            }
        }
        tokens.join(" ")
    }
}

/// The token of a block: `b1`.
pub fn block(label: u32) -> String {
    format!("b{label}")
}

/// The lane of a variable that is first seen in a frame after this line.
fn declaration(story: &Story, frame: &Frame, name: &str, line: usize) -> Option<(usize, usize)> {
    let function = function_of(story, frame)?;
    let lanes = story.functions[function].lanes.iter().enumerate();
    let mut named = lanes.filter(|(_, lane)| lane.of.is_none() && lane.name == name);
    let above = |(_, lane): &(usize, &Lane)| lane.line <= line;
    let latest = named
        .clone()
        .filter(above)
        .max_by_key(|(_, lane)| lane.line);
    // A parameter may stand below the line on which its function begins.
    let (lane, _) = latest.or_else(|| named.next())?;
    Some((function, lane))
}

/// The function of a frame: the first of its name at or below its line, or the one around a closure.
fn function_of(story: &Story, frame: &Frame) -> Option<usize> {
    let name = frame.function.rsplit("::").next().unwrap_or_default();
    let functions = story.functions.iter().enumerate();
    let is_it = |function: &Function| function.name == name && function.line >= frame.line;
    let itself = functions.clone().filter(|(_, it)| is_it(it));
    let around = functions.filter(|(_, it)| (it.line..=it.last_line).contains(&frame.line));
    let itself = itself.min_by_key(|(_, it)| it.line);
    let found = itself.or_else(|| around.max_by_key(|(_, it)| it.line))?;
    Some(found.0)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lane, one_step, variable};
    use super::*;
    use crate::memory::Value;
    use crate::permissions::State;

    #[test]
    fn a_variable_of_the_run_has_the_token_of_the_latest_declaration_above_it() {
        let value = || Value::Plain("1".into());
        let seen = vec![
            variable(7, "count", value(), State::Free),
            variable(8, "other", value(), State::Free),
        ];
        let mut story = one_step(seen, Vec::new());
        let mut place = lane("count.0", 2, &[(1, 4, State::Free)]);
        place.of = Some(0);
        story.functions[0].lanes = vec![
            lane("count", 2, &[(1, 4, State::Free)]),
            lane("count", 5, &[(1, 4, State::Free)]),
            place,
        ];
        let first = Partners::of(&story);
        assert_eq!(first.variable(7), "v1");
        assert_eq!(first.variable(8), "n8");
        assert_eq!(first.lane(0, 1), "v2");
        assert_eq!(first.lane(0, 2), "v1");
        assert_eq!(first.all(&[7, 7], &[3]), "v1 b3");
        story.run.as_mut().expect("a run").steps[0].line = 5;
        assert_eq!(Partners::of(&story).variable(7), "v2");
    }
}
