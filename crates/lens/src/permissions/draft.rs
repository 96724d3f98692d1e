//! A body while the walk over it is under way.

use super::bindings::Binding;
use super::outline::{Body, Mark, Order, Point, Variable, What};
use super::places::Naming;
use std::ops::Range;

/// What was found of a body so far.
pub(super) struct Draft {
    pub body: Body,
    /// The places that it names, whose variables are known when all are declared.
    pub named: Vec<Naming>,
    /// The closure that the walk is in; 0 is the function itself.
    pub closure: usize,
    closures: usize,
}

/// Where a name that is declared can be used.
#[derive(Clone)]
pub(super) struct Scope {
    /// The bytes at which statements can use it.
    pub range: Range<usize>,
    /// The byte from which on expressions can.
    pub named_from: usize,
    /// Declared by `let x;`, to be set later.
    pub is_set_later: bool,
}

impl Scope {
    pub fn of(range: Range<usize>) -> Scope {
        Scope {
            named_from: range.start,
            range,
            is_set_later: false,
        }
    }
}

impl Draft {
    pub fn new(name: String, range: Range<usize>, is_const: bool) -> Draft {
        Draft {
            body: Body {
                name,
                range,
                variables: Vec::new(),
                places: Vec::new(),
                points: Vec::new(),
                marks: Vec::new(),
                has_loop: false,
                is_const,
            },
            named: Vec::new(),
            closure: 0,
            closures: 0,
        }
    }

    pub fn declare(&mut self, binding: Binding, scope: Scope) {
        self.body.variables.push(Variable {
            binding,
            scope: scope.range,
            closure: self.closure,
            named_from: scope.named_from,
            is_set_later: scope.is_set_later,
        });
    }

    /// Text that makes room for points.
    pub fn text(&mut self, place: usize, order: Order, text: &'static str) {
        let what = What::Text(text);
        self.body.marks.push(Mark { place, order, what });
    }

    /// A point at `byte`, behind what ends with the byte `after`.
    pub fn point(&mut self, byte: usize, order: Order, after: usize) {
        self.body.marks.push(Mark {
            place: byte,
            order,
            what: What::Point(self.body.points.len()),
        });
        self.body.points.push(Point {
            byte,
            after,
            closure: self.closure,
        });
    }

    /// Enters a closure, and returns the one that the walk was in.
    pub fn enter_closure(&mut self) -> usize {
        self.closures += 1;
        std::mem::replace(&mut self.closure, self.closures)
    }

    /// The body, when the walk has left it.
    pub fn finished(mut self) -> Body {
        self.body.add_places(self.named);
        self.body
    }
}
