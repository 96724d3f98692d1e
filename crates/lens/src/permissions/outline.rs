//! The bodies of a program, with their variables and the points between their statements.
//!
//! rustc checks loans body by body, so the body is the unit of everything that is asked. A point is
//! a place where a statement can be put in; the texts that make room for one (`{ … }` around an
//! expression, `let () = …;` around a last one) are part of the outline.

use super::bindings::Binding;
use super::places::{Naming, Path};
use std::ops::Range;

/// A function's body and what lies in it, closures too, other functions not.
#[derive(Debug)]
pub(super) struct Body {
    /// The function's name.
    pub name: String,
    /// The bytes of the block, with its braces.
    pub range: Range<usize>,
    pub variables: Vec<Variable>,
    /// The places within variables that are asked about. In a question and its answers they are
    /// numbered behind the variables.
    pub places: Vec<Within>,
    pub points: Vec<Point>,
    /// What is put in, in the order of the text but for what stands at one place.
    pub marks: Vec<Mark>,
    /// Whether there is a loop, through which a later move can reach an earlier point.
    pub has_loop: bool,
    /// Whether it is that of a `const fn`.
    pub is_const: bool,
}

#[derive(Debug)]
pub(super) struct Variable {
    pub binding: Binding,
    /// The bytes within which the variable can be named.
    pub scope: Range<usize>,
    /// The closure that declares it; 0 is the function itself.
    pub closure: usize,
    /// The byte from which on an expression can name it: a guard or a chain can do so before the
    /// scope's first statement.
    pub named_from: usize,
    /// Declared by `let x;`, to be set later.
    pub is_set_later: bool,
}

/// A place within a variable.
#[derive(Debug)]
pub(super) struct Within {
    /// The number of the variable.
    pub variable: usize,
    pub path: Path,
    /// How it is written.
    pub text: String,
    /// Where the program names it first.
    pub first: Range<usize>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// The byte before which a statement can be put in.
    pub byte: usize,
    /// The byte that ends what comes before the point; its line is the point's line.
    pub after: usize,
    /// The closure whose body this is in; 0 is the function itself.
    pub closure: usize,
}

/// Something to put in before a byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub place: usize,
    pub order: Order,
    pub what: What,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Text(&'static str),
    /// The number of a point.
    Point(usize),
}

/// The order of what stands at one place: first what closes an expression, the innermost first,
/// then what follows, then what opens another, the outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order(u8, usize);

impl Order {
    pub const BETWEEN: Order = Order(1, 0);

    pub fn closing(range: &Range<usize>) -> Order {
        Order(0, usize::MAX - range.start)
    }

    pub fn opening(range: &Range<usize>) -> Order {
        Order(2, usize::MAX - range.end)
    }
}

impl Body {
    /// How many variables and places there are.
    pub fn len(&self) -> usize {
        self.variables.len() + self.places.len()
    }

    /// The place that has this number, which may be a variable's.
    pub fn place(&self, number: usize) -> Option<&Within> {
        self.places.get(number.checked_sub(self.variables.len())?)
    }

    /// The number of the variable that has this number or holds the place that has it.
    pub fn variable_of(&self, number: usize) -> usize {
        self.place(number).map_or(number, |place| place.variable)
    }

    /// The text that names a variable or a place.
    pub fn text(&self, number: usize) -> &str {
        match self.place(number) {
            Some(place) => &place.text,
            None => &self.variables[number].binding.name,
        }
    }

    /// The same as a path.
    pub fn path(&self, number: usize) -> Path {
        match self.place(number) {
            Some(place) => place.path.clone(),
            None => Path::of_variable(&self.variables[number].binding.name),
        }
    }

    /// The byte from which on a variable or a place is asked about. Of a variable that is set later
    /// the type, and with it its fields, may not be known before the program names them.
    pub fn start(&self, number: usize) -> usize {
        let variable = &self.variables[self.variable_of(number)];
        match self.place(number) {
            Some(place) if variable.is_set_later => place.first.end,
            _ => variable.scope.start,
        }
    }

    /// Whether the variable or place can be named at the point, by a statement of its own closure.
    pub fn is_visible(&self, number: usize, point: usize) -> bool {
        let variable = self.variable_of(number);
        let declared = &self.variables[variable];
        let point = &self.points[point];
        declared.closure == point.closure
            && declared.holds(point.byte)
            && self.start(number) <= point.byte
            && !self.is_hidden(variable, point.byte)
    }

    /// Whether another variable of the same name hides this one.
    pub fn is_hidden(&self, variable: usize, byte: usize) -> bool {
        let declared = &self.variables[variable];
        let place = |of: &Variable| (of.scope.start, of.binding.range.start);
        self.variables.iter().any(|other| {
            other.binding.name == declared.binding.name
                && other.holds(byte)
                && place(other) > place(declared)
        })
    }

    /// The points at which the variable or place can be named, in their order.
    pub fn visible_points(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.points.len()).filter(move |point| self.is_visible(number, *point))
    }

    /// Adds the places that `named` are of this body's variables, each once, those of one variable
    /// together.
    pub fn add_places(&mut self, named: Vec<Naming>) {
        for Naming { path, range } in named {
            let Some(variable) = self.variable_named(&path.root, range.start) else {
                continue;
            };
            let is_known = |known: &Within| known.variable == variable && known.path == path;
            if !self.places.iter().any(is_known) {
                self.places.push(Within {
                    variable,
                    text: path.to_string(),
                    path,
                    first: range,
                });
            }
        }
        self.places
            .sort_by_key(|place| (place.variable, place.first.start));
    }

    /// The variable that a name at `byte` means.
    fn variable_named(&self, name: &str, byte: usize) -> Option<usize> {
        let variables = self.variables.iter().enumerate();
        let of_name = variables.filter(|(_, it)| {
            it.binding.name == name && it.named_from <= byte && byte <= it.scope.end
        });
        let innermost = of_name.max_by_key(|(_, it)| (it.named_from, it.binding.range.start));
        innermost.map(|(number, _)| number)
    }
}

impl Variable {
    pub fn holds(&self, byte: usize) -> bool {
        self.scope.start <= byte && byte <= self.scope.end
    }
}
