//! The guards that stand for a program's variables, and what is asked of the compiler with them.
//!
//! A guard is declared behind its variable, so it drops just before it and tells that the scope ends.
//! Whether the variable's type has a reader is asked of the compiler in the same breath; a question
//! that it refuses has a number, under which it is left out the next time.

use super::parameters::{self, Parameter};
use super::rewrite::Rewriter;
use syn::Expr;

impl Rewriter<'_> {
    /// The number of the next question, the same in each rewriting of one program.
    fn question(&mut self) -> usize {
        self.asked += 1;
        self.asked
    }

    /// Puts in `before`, an expression that registers the variable `held` as `name`, and `after`.
    fn register(&mut self, place: usize, before: &str, (name, held): (&str, &str), after: &str) {
        let question = self.question();
        let address = format!("crate::__lens::addr_of!({held})");
        let expression = if self.refused_questions.contains(&question) {
            format!("crate::__lens::unread({address}, {name:?})")
        } else {
            format!(
                "{{ use crate::__lens::{{Known as _, Unknown as _}}; \
                 (&crate::__lens::At({address})).bind({name:?}) }}"
            )
        };
        let edit = self
            .edits
            .insert(place, format!("{before}{expression}{after}"));
        self.questions.insert(edit, question);
    }

    /// Puts in an item that rustc may refuse, unless it has.
    pub(super) fn ask(&mut self, place: usize, item: &str) {
        let question = self.question();
        if !self.refused_questions.contains(&question) {
            let edit = self.edits.insert(place, item);
            self.questions.insert(edit, question);
        }
    }

    /// A guard for each name that has its value.
    pub(super) fn declare(&mut self, place: usize, names: &[String]) {
        for name in names {
            self.declare_as(place, name, name);
        }
    }

    /// A guard for a name, and for the variable that holds its value.
    fn declare_as(&mut self, place: usize, name: &str, held: &str) {
        self.guards += 1;
        let before = format!(" let __lens_{} = ", self.guards);
        self.register(place, &before, (name, held), ";");
        self.deferred.push((name.to_owned(), None));
    }

    /// A function's parameters: they are taken over, and each of their names has a guard. Where the
    /// borrow checker minds that they drop a little earlier then, all of them stay.
    pub(super) fn take(&mut self, place: usize, parameters: &[Parameter]) {
        let question = self.question();
        let stay = self.refused_questions.contains(&question);
        for parameter in parameters {
            if !stay {
                if let Some((pattern, given)) = &parameter.pattern {
                    self.edits.replace(pattern.clone(), given);
                }
                for word in &parameter.selves {
                    self.edits.replace(word.clone(), parameters::SELF);
                }
                let edit = self.edits.insert(place, &parameter.taking);
                self.questions.insert(edit, question);
            }
            for (name, held) in &parameter.names {
                self.declare_as(place, name, if stay { name } else { held });
            }
        }
    }

    /// A guard for each name that has no value yet.
    pub(super) fn declare_later(&mut self, place: usize, names: &[String]) {
        for name in names {
            self.guards += 1;
            let guard = self.guards;
            self.edits.insert(
                place,
                format!(" let mut __lens_{guard} = crate::__lens::later();"),
            );
            self.deferred.push((name.clone(), Some(guard)));
        }
    }

    /// After an assignment, the guard of a variable that waited for its first value.
    pub(super) fn fill(&mut self, place: usize, expression: &Expr) {
        let Expr::Assign(assignment) = expression else {
            return;
        };
        let Expr::Path(path) = &*assignment.left else {
            return;
        };
        let Some(name) = path.path.get_ident().map(ToString::to_string) else {
            return;
        };
        let newest = self.deferred.iter().rev().find(|(held, _)| *held == name);
        if let Some((_, Some(guard))) = newest {
            let before = format!(" if __lens_{guard}.empty() {{ __lens_{guard} = ");
            self.register(place, &before, (&name, &name), "; }");
        }
    }
}
