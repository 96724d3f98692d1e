//! Where a variable is moved and where it is set, as expressions that can be wrapped.
//!
//! Whether a value was moved on every way to a point rustc does not say. So a stand-in is asked: it
//! gets a value where the variable loses its own, and loses it where the variable gets a new one.
//! The moves are those of rustc's labels; a label that is on no expression is not followed.

use super::outline::Body;
use super::places::Path;
use super::probe::GONE;
use crate::source::Source;
use std::ops::Range;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, Member, Token};

/// An expression and the texts to put around it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub range: Range<usize>,
    pub before: String,
    pub after: String,
}

/// The sites at which a stand-in for the variable or place changes, or `None` when one of `moves` (byte
/// ranges of rustc's labels) cannot be followed.
pub(super) fn sites(
    source: &Source,
    body: &Body,
    number: usize,
    moves: &[Range<usize>],
) -> Option<Vec<Site>> {
    let variable = &body.variables[body.variable_of(number)];
    let path = body.path(number);
    let mut finder = Finder {
        source,
        scope: variable.scope.clone(),
        path: &path,
        moves,
        followed: Vec::new(),
        sites: Vec::new(),
        hidden: body
            .variables
            .iter()
            .filter(|other| {
                other.binding.name == variable.binding.name
                    && other.binding.range.start > variable.binding.range.start
            })
            .map(|other| other.scope.clone())
            .collect(),
    };
    finder.visit_file(source.file());
    moves
        .iter()
        .all(|place| finder.followed.contains(place))
        .then_some(finder.sites)
}

struct Finder<'s> {
    source: &'s Source,
    scope: Range<usize>,
    path: &'s Path,
    moves: &'s [Range<usize>],
    followed: Vec<Range<usize>>,
    sites: Vec<Site>,
    /// Where another variable has the name.
    hidden: Vec<Range<usize>>,
}

impl Finder<'_> {
    /// The label that is at `range`, or begins there when it may be shorter.
    fn moved(&self, range: &Range<usize>) -> Option<Range<usize>> {
        self.moves.iter().find(|place| *place == range).cloned()
    }

    /// Whether `expr` is the variable or place, or holds the place.
    fn is_named(&self, expr: &Expr) -> bool {
        Path::of(expr).is_some_and(|it| it.is_or_holds(self.path))
    }

    fn wrap(&mut self, expr: Range<usize>, label: Range<usize>, field: Option<&str>) {
        let field = field.map_or(String::new(), |name| format!("{name}: "));
        self.followed.push(label);
        self.sites.push(Site {
            range: expr,
            before: format!("{field}({{ {GONE} = crate::probe::Gone; "),
            after: " })".into(),
        });
    }

    fn sets(&self, left: &Expr) -> bool {
        match left {
            Expr::Tuple(it) => it.elems.iter().any(|part| self.sets(part)),
            Expr::Paren(it) => self.sets(&it.expr),
            other => self.is_named(other),
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        // The label is on the name to which the pattern moves a part.
        let pattern = self.source.range(&local.pat);
        let labels = self.moves.iter();
        let inside: Vec<Range<usize>> = labels
            .filter(|place| pattern.start <= place.start && place.end <= pattern.end)
            .cloned()
            .collect();
        if !inside.is_empty() {
            self.followed.extend(inside);
            self.sites.push(Site {
                range: self.source.range(local),
                before: String::new(),
                after: format!(" {GONE} = crate::probe::Gone;"),
            });
        }
        visit::visit_local(self, local);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        let range = self.source.range(expr);
        match expr {
            _ if self.is_named(expr) => {
                if let Some(label) = self.moved(&range) {
                    self.wrap(range, label, None);
                }
            }
            Expr::MethodCall(call) if self.is_named(&call.receiver) => {
                let from = self.source.range(&call.method).start;
                let receiver = self.source.range(&call.receiver);
                // The label covers the method's name and, with some releases, its arguments.
                let label = self.moves.iter().find(|place| place.start == from).cloned();
                if let Some(label) = label {
                    self.wrap(receiver, label, None);
                }
            }
            Expr::Try(tried) if self.is_named(&tried.expr) => {
                if let Some(label) = self.moved(&range) {
                    self.wrap(self.source.range(&tried.expr), label, None);
                }
            }
            Expr::Closure(closure) => {
                // The label covers the closure up to its last `|`.
                let head = range.start..self.source.bytes(closure.inputs_end.span()).end;
                if let Some(label) = self.moved(&head) {
                    self.wrap(range, label, None);
                }
            }
            Expr::Assign(assignment) if self.sets(&assignment.left) => {
                let byte = range.start;
                let inside = self.scope.start <= byte && byte <= self.scope.end;
                if inside && !self.hidden.iter().any(|it| it.contains(&byte)) {
                    let after =
                        format!("; {GONE} = crate::probe::Gone; crate::probe::take({GONE}) }}");
                    self.sites.push(Site {
                        range: range.clone(),
                        before: "{ ".into(),
                        after,
                    });
                }
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        let range = self.source.range(field);
        match (&field.member, field.colon_token) {
            (Member::Named(name), None) => {
                if let Some(label) = self.moved(&range) {
                    self.wrap(range, label, Some(&name.to_string()));
                }
            }
            _ => visit::visit_field_value(self, field),
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        // Most macros take expressions between commas; into others the stand-in does not follow.
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(arguments) = call.parse_body_with(parser) {
            for argument in &arguments {
                // The arguments live as long as this call, which is all that visiting needs.
                let mut inner = Finder {
                    source: self.source,
                    scope: self.scope.clone(),
                    path: self.path,
                    moves: self.moves,
                    followed: Vec::new(),
                    sites: Vec::new(),
                    hidden: self.hidden.clone(),
                };
                inner.visit_expr(argument);
                self.followed.append(&mut inner.followed);
                self.sites.append(&mut inner.sites);
            }
        }
    }
}
