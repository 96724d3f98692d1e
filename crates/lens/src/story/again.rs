//! Values that are moved by the statement that gives their name another value: `x = f(x)`, or
//! `let x = f(x)`.
//!
//! The compiler is asked between statements, and at the end of such a one the name is in use again.
//! So the text has to tell. It tells no more than is certain: the name alone, as a value, on the only
//! way through the statement, of a variable whose type is dropped, so it is no copy.

use crate::pattern::{self, Constants};
use crate::permissions::{Place, Reason, State, StateAt};
use crate::source::Source;
use std::ops::Range;
use syn::visit::{self, Visit};
use syn::{Expr, Stmt};

/// A name whose value is moved, and which means another value behind the statement.
pub(super) struct Again {
    pub name: String,
    /// The bytes of the statement.
    pub statement: Range<usize>,
    /// The last name of the function or method that is called with it, where there is only one call
    /// of that name.
    pub called: Option<String>,
    /// Whether it is what a method is called on; whether that moves it, its `self` tells.
    pub is_receiver: bool,
    /// What the compiler would say.
    pub moved: StateAt,
}

/// All of a program.
pub(super) fn all(source: &Source) -> Vec<Again> {
    let mut reading = Reading {
        source,
        constants: Constants::of(source.file()),
        found: Vec::new(),
    };
    reading.visit_file(source.file());
    reading.found
}

struct Reading<'a> {
    source: &'a Source,
    constants: Constants,
    found: Vec<Again>,
}

impl<'ast> Visit<'ast> for Reading<'_> {
    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        let statement_at = self.source.range(statement);
        match statement {
            Stmt::Local(local) => {
                if let Some(init) = local.init.as_ref().filter(|it| it.diverge.is_none()) {
                    let names = pattern::names(&local.pat, &self.constants);
                    self.values(&init.expr, &names, &statement_at, None);
                }
            }
            Stmt::Expr(Expr::Assign(assignment), Some(_)) => {
                if let Some(name) = alone(&assignment.left) {
                    self.values(&assignment.right, &[name], &statement_at, None);
                }
            }
            _ => {}
        }
        visit::visit_stmt(self, statement);
    }
}

impl Reading<'_> {
    /// The names that are used as values on every way through an expression.
    fn values(
        &mut self,
        expr: &Expr,
        names: &[String],
        statement: &Range<usize>,
        called: Option<&str>,
    ) {
        if alone(expr).is_some() {
            return self.moved(expr, names, statement, called, false);
        }
        match expr {
            Expr::Paren(inner) => self.values(&inner.expr, names, statement, called),
            Expr::Try(inner) => self.values(&inner.expr, names, statement, None),
            Expr::Tuple(tuple) => {
                for part in &tuple.elems {
                    self.values(part, names, statement, called);
                }
            }
            Expr::Array(array) => {
                for part in &array.elems {
                    self.values(part, names, statement, called);
                }
            }
            Expr::Struct(whole) => {
                for part in &whole.fields {
                    self.values(&part.expr, names, statement, called);
                }
            }
            Expr::Call(call) => {
                let function = match &*call.func {
                    Expr::Path(path) => path.path.segments.last(),
                    _ => None,
                };
                let function = function.map(|it| it.ident.to_string());
                // A variant or a struct becomes a part of what is around it.
                let is_part = function
                    .as_ref()
                    .is_some_and(|it| it.starts_with(char::is_uppercase));
                let called = if is_part { called } else { function.as_deref() };
                for argument in &call.args {
                    self.values(argument, names, statement, called);
                }
            }
            Expr::MethodCall(call) => {
                let method = call.method.to_string();
                match alone(&call.receiver) {
                    Some(_) => {
                        self.moved(&call.receiver, names, statement, Some(&method), true);
                    }
                    None => self.values(&call.receiver, names, statement, None),
                }
                for argument in &call.args {
                    self.values(argument, names, statement, Some(&method));
                }
            }
            _ => {}
        }
    }

    fn moved(
        &mut self,
        expr: &Expr,
        names: &[String],
        statement: &Range<usize>,
        called: Option<&str>,
        is_receiver: bool,
    ) {
        let Some(name) = alone(expr).filter(|name| names.contains(name)) else {
            return;
        };
        let Range { start, end } = self.source.range(expr);
        let text = self.source.text().get(statement.clone());
        let is_only = |it: &&str| text.is_some_and(|text| text.matches(it).count() == 1);
        let place = Place {
            start,
            end,
            line: self.source.line(start),
            words: String::new(),
        };
        self.found.push(Again {
            name,
            statement: statement.clone(),
            called: called.filter(is_only).map(str::to_owned),
            is_receiver,
            moved: StateAt {
                point: 0,
                state: State::Moved,
                may_be_moved: Some(false),
                reason: Reason {
                    moves: vec![place],
                    ..Reason::default()
                },
            },
        });
    }
}

/// The name that an expression is, if it is nothing else.
fn alone(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_gets_another_value_is_found_where_all_ways_use_it() {
        let found = |statement: &str| {
            let text = format!("fn main() {{ {statement} }}");
            let source = Source::parse(&text).expect("a program");
            let all = all(&source).into_iter();
            let words = all.map(|it| {
                let on = if it.is_receiver { "on " } else { "" };
                format!("{on}{} {}", it.name, it.called.unwrap_or_default())
            });
            words.collect::<Vec<_>>().join(", ")
        };
        for (statement, expected) in [
            ("x = f(x);", "x f"),
            ("let x = Some(x);", "x "),
            ("let x = a::f((x, Some(x)))?;", "x f, x f"),
            ("let (x, y) = x.f(y, g(&x));", "on x f, y f"),
            ("x = f(f(x));", "x "),
            ("x = if c { f(x) } else { x };", ""),
            ("x = f(&x, x.a, x[0], || x);", ""),
            ("y = f(x); x.a = f(x); g(x);", ""),
        ] {
            assert_eq!(found(statement), expected, "{statement}");
        }
    }
}
