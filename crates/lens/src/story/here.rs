//! Where a run is in the compiler's answers: from a recorded step to the point that the compiler was
//! asked about, and from a variable in memory to the variable in the text.

use crate::memory::Binding;
use crate::permissions::{BodyPermissions, Permissions, State, StateAt, VariablePermissions};

/// A point of a body.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub body: &'a BodyPermissions,
    pub point: usize,
}

/// The point at which a step stands: the last one that is not behind it. Points of an inner function
/// lie between those of the outer one, so the nearest is the right one's.
pub(super) fn here(permissions: &Permissions, byte: usize) -> Option<Here<'_>> {
    let nearest = |body: &BodyPermissions| {
        let points = body.points.iter().enumerate();
        points
            .filter(|(_, point)| point.byte <= byte)
            .map(|(number, point)| (point.byte, number))
            .max()
    };
    let bodies = permissions.bodies.iter();
    bodies
        .filter_map(|body| nearest(body).map(|(byte, point)| (byte, Here { body, point })))
        .max_by_key(|(byte, _)| *byte)
        .map(|(_, here)| here)
}

impl<'a> Here<'a> {
    /// The variable that a binding is, by its number in the body. Of several with one name, the
    /// newest in memory is the newest in the text; `bindings` are those of its frame.
    pub fn variable(&self, bindings: &[Binding], binding: &Binding) -> Option<usize> {
        let newer = bindings
            .iter()
            .filter(|one| one.name == binding.name && one.number > binding.number)
            .count();
        let variables = self.body.variables.iter().enumerate();
        let named = variables.filter(|(_, one)| {
            one.name == binding.name && self.of(one).is_some_and(|at| at.state != State::OutOfScope)
        });
        named.map(|(number, _)| number).rev().nth(newer)
    }

    /// What the compiler said of a variable here.
    pub fn state(&self, variable: usize) -> Option<&'a StateAt> {
        self.of(&self.body.variables[variable])
    }

    fn of(&self, variable: &'a VariablePermissions) -> Option<&'a StateAt> {
        variable.states.iter().find(|at| at.point == self.point)
    }

    /// The byte of the point.
    pub fn byte(&self) -> usize {
        self.body.points[self.point].byte
    }
}
