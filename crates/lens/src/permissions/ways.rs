//! Where the way through a program can branch, and where variables are assigned.
//!
//! What lies before the first branch of a body happens once and in the order of the text. There
//! rustc has told everything when it has told of one point: a move is a move on every way, and a
//! loan that has ended stays ended. Anything that is not known to go straight on counts as a branch.

use crate::source::Source;
use std::ops::Range;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Local, Token};

/// What a walk over the whole program finds.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// The first bytes of what can branch, in their order.
    branches: Vec<usize>,
    /// Statements, the inner ones after those that hold them.
    statements: Vec<Range<usize>>,
    assignments: Vec<Assignment>,
}

/// A place that gets a new value.
#[derive(Debug)]
pub(super) struct Assignment {
    /// The variable that the place begins with.
    pub name: String,
    pub range: Range<usize>,
    /// Whether all of the variable is assigned, and not a part.
    pub is_whole: bool,
}

impl Ways {
    pub fn of(source: &Source) -> Ways {
        let mut finder = Finder {
            source,
            found: Ways::default(),
        };
        finder.visit_file(source.file());
        let mut ways = finder.found;
        ways.branches.sort_unstable();
        ways.assignments.sort_by_key(|it| it.range.start);
        ways
    }

    /// The byte up to which a body goes straight on.
    pub fn straight_until(&self, body: &Range<usize>) -> usize {
        let first = self.branches.partition_point(|byte| *byte < body.start);
        let branch = self.branches.get(first).copied();
        branch.map_or(body.end, |byte| byte.min(body.end))
    }

    /// The end of the innermost statement that holds a byte: only behind it is everything in it
    /// done, since a call takes its receiver first and needs it last.
    pub fn statement_end(&self, byte: usize) -> usize {
        let mut outer = self.statements.iter().rev();
        outer
            .find(|it| it.contains(&byte))
            .map_or(byte, |it| it.end)
    }

    /// The assignments within `range` to the variable called `name`, or to parts of it.
    pub fn assignments<'a>(
        &'a self,
        range: &'a Range<usize>,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Assignment> {
        let inside = self.assignments.iter();
        inside.filter(move |it| it.name == name && range.contains(&it.range.start))
    }
}

struct Finder<'s> {
    source: &'s Source,
    found: Ways,
}

impl Finder<'_> {
    fn assigned(&mut self, left: &Expr, range: &Range<usize>, is_whole: bool) {
        let mut parts = |of: &mut dyn Iterator<Item = &Expr>| {
            for part in of {
                self.assigned(part, range, is_whole);
            }
        };
        match left {
            Expr::Path(it) => {
                if let Some(name) = it.path.get_ident() {
                    self.found.assignments.push(Assignment {
                        name: name.to_string(),
                        range: range.clone(),
                        is_whole,
                    });
                }
            }
            Expr::Tuple(it) => parts(&mut it.elems.iter()),
            Expr::Array(it) => parts(&mut it.elems.iter()),
            Expr::Call(it) => parts(&mut it.args.iter()),
            Expr::Struct(it) => parts(&mut it.fields.iter().map(|field| &field.expr)),
            Expr::Paren(it) => self.assigned(&it.expr, range, is_whole),
            Expr::Field(it) => self.assigned(&it.base, range, false),
            Expr::Index(it) => self.assigned(&it.expr, range, false),
            Expr::Unary(it) => self.assigned(&it.expr, range, false),
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        let branches = match expr {
            Expr::If(_)
            | Expr::Match(_)
            | Expr::ForLoop(_)
            | Expr::While(_)
            | Expr::Loop(_)
            | Expr::Closure(_)
            | Expr::Try(_)
            | Expr::Let(_)
            | Expr::Return(_)
            | Expr::Break(_)
            | Expr::Continue(_)
            | Expr::Await(_)
            | Expr::Async(_)
            | Expr::Const(_)
            | Expr::TryBlock(_)
            | Expr::Yield(_)
            | Expr::Verbatim(_) => true,
            Expr::Binary(it) => matches!(it.op, BinOp::And(_) | BinOp::Or(_)),
            Expr::Block(it) => it.label.is_some(),
            Expr::Assign(it) => {
                self.assigned(&it.left, &self.source.range(it), true);
                false
            }
            _ => false,
        };
        if branches {
            self.found.branches.push(self.source.range(expr).start);
        }
        visit::visit_expr(self, expr);
    }

    fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
        self.found.statements.push(self.source.range(statement));
        visit::visit_stmt(self, statement);
    }

    fn visit_local(&mut self, local: &'ast Local) {
        let diverges = local.init.as_ref().is_some_and(|it| it.diverge.is_some());
        if diverges {
            self.found.branches.push(self.source.range(local).start);
        }
        visit::visit_local(self, local);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        const STRAIGHT: [&str; 12] = [
            "assert",
            "assert_eq",
            "assert_ne",
            "dbg",
            "eprint",
            "eprintln",
            "format",
            "print",
            "println",
            "vec",
            "write",
            "writeln",
        ];
        let name = call.path.get_ident().map(ToString::to_string);
        let is_known = name.is_some_and(|it| STRAIGHT.contains(&it.as_str()));
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        match call.parse_body_with(parser) {
            Ok(arguments) if is_known => {
                let mut inner = Finder {
                    source: self.source,
                    found: Ways::default(),
                };
                for argument in &arguments {
                    inner.visit_expr(argument);
                }
                self.found.branches.append(&mut inner.found.branches);
                self.found.assignments.append(&mut inner.found.assignments);
            }
            _ => self.found.branches.push(self.source.range(call).start),
        }
    }
}
