//! Where a value goes: the words around the place at which rustc says that it was moved or lent.
//!
//! rustc labels the place, `name` in `let owner = name;`, and the syntax around it says who gets
//! the value. Nothing here decides whether anything is moved or lent.

use crate::permissions::Place;
use crate::source::Source;
use std::ops::Range;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, Pat, Stmt, Token};

/// Who gets a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receiver {
    /// "`owner`", "the call of `archive`".
    pub words: String,
    /// The variable that gets it, where it is one: its name.
    pub variable: Option<String>,
    /// The function or method that is called with it, where it is one.
    pub called: Option<String>,
}

/// Who gets the value at `place`, the bytes of a label; `None` where the syntax does not say.
pub(super) fn receiver(source: &Source, place: &Range<usize>) -> Option<Receiver> {
    let mut search = Search {
        source,
        place,
        around: Vec::new(),
        found: None,
    };
    search.visit_file(source.file());
    search.found
}

/// The part of the variable `name` that is lent at `loan`, as the program writes it; `None` where it
/// is the whole, or where the syntax does not say.
pub(super) fn part(source: &Source, loan: &Place, name: &str) -> Option<String> {
    let text = source.text().get(loan.start..loan.end)?;
    let lent: Expr = syn::parse_str(text).ok()?;
    let mut lent = &lent;
    // What an element is lent of counts as lent with all its elements.
    while let Expr::Reference(syn::ExprReference { expr: inner, .. })
    | Expr::Paren(syn::ExprParen { expr: inner, .. })
    | Expr::Index(syn::ExprIndex { expr: inner, .. }) = lent
    {
        lent = inner;
    }
    let path = place(lent, name)?;
    has_field(lent).then_some(path)
}

/// Whether a place is a field, or lies in one.
fn has_field(place: &Expr) -> bool {
    match place {
        Expr::Field(_) => true,
        Expr::Paren(inner) => has_field(&inner.expr),
        Expr::Index(index) => has_field(&index.expr),
        Expr::Unary(it) => has_field(&it.expr),
        _ => false,
    }
}

/// A place within the variable `name`, as a program writes it.
fn place(expr: &Expr, name: &str) -> Option<String> {
    match expr {
        Expr::Path(path) => path.path.is_ident(name).then(|| name.to_owned()),
        Expr::Paren(inner) => place(&inner.expr, name),
        Expr::Index(index) => Some(format!("{}[..]", place(&index.expr, name)?)),
        Expr::Unary(it) if matches!(it.op, syn::UnOp::Deref(_)) => {
            Some(format!("*{}", place(&it.expr, name)?))
        }
        Expr::Field(field) => {
            let member = match &field.member {
                syn::Member::Named(name) => name.to_string(),
                syn::Member::Unnamed(number) => number.index.to_string(),
            };
            match place(&field.base, name)? {
                base if base.starts_with('*') => Some(format!("({base}).{member}")),
                base => Some(format!("{base}.{member}")),
            }
        }
        _ => None,
    }
}

/// What an expression lies in.
#[derive(Clone)]
enum Around {
    /// The value becomes a part of what is around it: a tuple, a struct, `Some(…)`, `&…`.
    Part,
    Gets(Receiver),
}

struct Search<'a> {
    source: &'a Source,
    place: &'a Range<usize>,
    around: Vec<Around>,
    found: Option<Receiver>,
}

impl Search<'_> {
    /// Visits within `around`.
    fn within(&mut self, around: Around, visit: impl FnOnce(&mut Self)) {
        self.around.push(around);
        visit(self);
        self.around.pop();
    }

    fn by(&mut self, words: String, visit: impl FnOnce(&mut Self)) {
        let receiver = Receiver {
            words,
            variable: None,
            called: None,
        };
        self.within(Around::Gets(receiver), visit);
    }

    /// Visits what a function or method is called with.
    fn called(&mut self, path: String, visit: impl FnOnce(&mut Self)) {
        let receiver = Receiver {
            words: format!("the call of `{path}`"),
            variable: None,
            called: Some(path),
        };
        self.within(Around::Gets(receiver), visit);
    }

    fn text(&self, syntax: &impl syn::spanned::Spanned) -> String {
        let text = self.source.text().get(self.source.range(syntax));
        let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
        words.join(" ")
    }

    /// The innermost that gets the value.
    fn take(&mut self) {
        let receivers = self.around.iter().rev().find_map(|around| match around {
            Around::Gets(receiver) => Some(receiver.clone()),
            Around::Part => None,
        });
        self.found = receivers;
    }
}

/// The one name that a pattern binds, if it is one.
fn only_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(name) => Some(name.ident.to_string()),
        Pat::Type(typed) => only_name(&typed.pat),
        Pat::Paren(inner) => only_name(&inner.pat),
        _ => None,
    }
}

fn variable(name: String) -> Around {
    Around::Gets(Receiver {
        words: format!("`{name}`"),
        variable: Some(name),
        called: None,
    })
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        for (number, statement) in block.stmts.iter().enumerate() {
            let is_last = number + 1 == block.stmts.len();
            match statement {
                Stmt::Expr(expr, None) if is_last => self.visit_expr(expr),
                Stmt::Expr(expr @ (Expr::Assign(_) | Expr::Return(_)), _) => self.visit_expr(expr),
                // What a statement makes and nobody keeps ends with it.
                Stmt::Expr(expr, _) => {
                    self.by("a value that ends with its line".into(), |this| {
                        this.visit_expr(expr);
                    });
                }
                other => self.visit_stmt(other),
            }
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let words = format!("the caller of `{}`", item.sig.ident);
        self.by(words, |this| this.visit_block(&item.block));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let words = format!("the caller of `{}`", item.sig.ident);
        self.by(words, |this| this.visit_block(&item.block));
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        let Some(init) = &local.init else { return };
        match only_name(&local.pat) {
            Some(name) => self.within(variable(name), |this| this.visit_expr(&init.expr)),
            None => {
                let words = format!("`{}`", self.text(&local.pat));
                self.by(words, |this| this.visit_expr(&init.expr));
            }
        }
        if let Some((_, otherwise)) = &init.diverge {
            self.visit_expr(otherwise);
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        if self.found.is_some() {
            return;
        }
        let range = self.source.range(expr);
        let here = range == *self.place;
        match expr {
            // A closure's own label is its head, up to its last `|`.
            Expr::Closure(closure) => {
                let head = range.start..self.source.bytes(closure.inputs_end.span()).end;
                if head == *self.place || here {
                    return self.take();
                }
                self.by("the closure's caller".into(), |this| {
                    this.visit_expr(&closure.body);
                });
            }
            _ if here => self.take(),
            Expr::Call(call) => {
                let is_part = matches!(&*call.func, Expr::Path(path)
                    if path.path.segments.last()
                        .is_some_and(|it| it.ident.to_string().starts_with(char::is_uppercase)));
                if is_part {
                    return self.within(Around::Part, |this| visit::visit_expr_call(this, call));
                }
                let path = self.text(&call.func);
                self.called(path, |this| visit::visit_expr_call(this, call));
            }
            Expr::MethodCall(call) => {
                let name = call.method.to_string();
                // rustc labels the method, not what it is called on.
                if self.source.range(&call.method).start == self.place.start {
                    return self.called(name, Self::take);
                }
                self.called(name, |this| visit::visit_expr_method_call(this, call));
            }
            Expr::Assign(assignment) => {
                let left = self.text(&assignment.left);
                let around = Around::Gets(Receiver {
                    words: format!("`{left}`"),
                    variable: matches!(&*assignment.left, Expr::Path(_)).then_some(left),
                    called: None,
                });
                self.within(around, |this| this.visit_expr(&assignment.right));
                self.visit_expr(&assignment.left);
            }
            Expr::ForLoop(repeated) => {
                self.by("the `for` loop".into(), |this| {
                    this.visit_expr(&repeated.expr);
                });
                self.visit_block(&repeated.body);
            }
            Expr::Match(choice) => {
                self.by("the `match`".into(), |this| this.visit_expr(&choice.expr));
                choice.arms.iter().for_each(|arm| self.visit_arm(arm));
            }
            Expr::Let(condition) => {
                let words = format!("`{}`", self.text(&condition.pat));
                self.by(words, |this| this.visit_expr(&condition.expr));
            }
            Expr::Return(_) => {
                self.by("the caller".into(), |this| visit::visit_expr(this, expr));
            }
            Expr::Struct(_)
            | Expr::Tuple(_)
            | Expr::Array(_)
            | Expr::Reference(_)
            | Expr::Paren(_)
            | Expr::Cast(_)
            | Expr::Try(_) => self.within(Around::Part, |this| visit::visit_expr(this, expr)),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if self.source.range(field) == *self.place {
            return self.take();
        }
        visit::visit_field_value(self, field);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|it| it.ident.to_string());
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let Ok(arguments) = call.parse_body_with(parser) else {
            return;
        };
        let around = match name.as_deref() {
            Some("vec") => Around::Part,
            name => Around::Gets(Receiver {
                words: format!("`{}!`", name.unwrap_or_default()),
                variable: None,
                called: None,
            }),
        };
        self.around.push(around);
        for argument in &arguments {
            // The arguments live as long as this call, which is all that a search needs.
            let mut inner = Search {
                source: self.source,
                place: self.place,
                around: self.around.clone(),
                found: None,
            };
            inner.visit_expr(argument);
            if inner.found.is_some() {
                self.found = inner.found;
            }
        }
        self.around.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(program: &str, words: Option<&str>) {
        let start = program.find('«').expect("a mark");
        let end = program.find('»').expect("a mark") - '«'.len_utf8();
        let text = program.replace(['«', '»'], "");
        let source = Source::parse(&text).expect("a program");
        let receiver = receiver(&source, &(start..end));
        assert_eq!(receiver.map(|it| it.words).as_deref(), words, "{program}");
    }

    #[test]
    fn a_part_is_told_from_its_variable() {
        let source = |lent: &str| Source::parse(&format!("fn main() {{ {lent}; }}"));
        for (lent, expected) in [
            ("&train.goal", Some("train.goal")),
            ("&mut train.stops[0].line", Some("train.stops[..].line")),
            ("&mut train.stops[0]", Some("train.stops")),
            ("&(*train).goal", Some("(*train).goal")),
            ("train.0.stops", Some("train.0.stops")),
            ("&mut *train", None),
            ("&train[1]", None),
            ("&other.goal", None),
            ("first(&train.goal)", None),
        ] {
            let source = source(lent).expect("a program");
            let start = "fn main() { ".len();
            let loan = Place {
                start,
                end: start + lent.len(),
                line: 1,
                words: String::new(),
            };
            assert_eq!(part(&source, &loan, "train").as_deref(), expected, "{lent}");
        }
    }

    #[test]
    fn the_syntax_around_a_place_says_who_gets_the_value() {
        check("fn main() { let owner = «name»; }", Some("`owner`"));
        check("fn main() { let pair = («name», 1); }", Some("`pair`"));
        check("fn main() { let boxed = Some(«name»); }", Some("`boxed`"));
        check("fn main() { let (a, b) = «pair»; }", Some("`(a, b)`"));
        check("fn main() { owner = «name»; }", Some("`owner`"));
        check(
            "fn main() { archive(«name»); }",
            Some("the call of `archive`"),
        );
        check(
            "fn main() { let x = Box::new(«name»); }",
            Some("the call of `Box::new`"),
        );
        check(
            "fn main() { list.push(«name»); }",
            Some("the call of `push`"),
        );
        check(
            "fn main() { name.«into_bytes()»; }",
            Some("the call of `into_bytes`"),
        );
        check("fn f() -> String { «name» }", Some("the caller of `f`"));
        check("fn f() -> String { return «name»; }", Some("the caller"));
        check("fn main() { for x in «list» {} }", Some("the `for` loop"));
        check("fn main() { let list = vec![«name»]; }", Some("`list`"));
        check("fn main() { let go = «move ||» name.len(); }", Some("`go`"));
        check("fn main() { let t = Ticket { «name» }; }", Some("`t`"));
        check("fn main() { let v = &«name»; }", Some("`v`"));
        check(
            "fn main() { «name»; }",
            Some("a value that ends with its line"),
        );
        check("fn main() { 1 «+» 2; }", None);
    }
}
