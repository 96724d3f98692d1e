//! The bodies of a program, with their variables and the points between their statements.
//!
//! rustc checks loans body by body, so the body is the unit of everything that is asked. A point is
//! a place where a statement can be put in; the texts that make room for one (`{ … }` around an
//! expression, `let () = …;` around a last one) are part of the outline.

use super::bindings::Binding;
use std::ops::Range;

/// A function's body and what lies in it, closures too, other functions not.
#[derive(Debug)]
pub(super) struct Body {
    /// The function's name.
    pub name: String,
    /// The bytes of the block, with its braces.
    pub range: Range<usize>,
    pub variables: Vec<Variable>,
    pub points: Vec<Point>,
    /// What is put in, in the order of the text but for what stands at one place.
    pub marks: Vec<Mark>,
    /// Whether there is a loop, through which a later move can reach an earlier point.
    pub has_loop: bool,
}

#[derive(Debug)]
pub(super) struct Variable {
    pub binding: Binding,
    /// The bytes within which the variable can be named.
    pub scope: Range<usize>,
    /// The closure that declares it; 0 is the function itself.
    pub closure: usize,
    /// Declared by `let x;`, to be set later.
    pub is_set_later: bool,
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
    /// Whether the variable can be named at the point, by a statement of its own closure.
    pub fn is_visible(&self, variable: usize, point: usize) -> bool {
        let declared = &self.variables[variable];
        let point = &self.points[point];
        declared.closure == point.closure
            && declared.holds(point.byte)
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

    /// The points at which the variable can be named, in their order.
    pub fn visible_points(&self, variable: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.points.len()).filter(move |point| self.is_visible(variable, *point))
    }
}

impl Variable {
    pub fn holds(&self, byte: usize) -> bool {
        self.scope.start <= byte && byte <= self.scope.end
    }
}
