//! Places within variables, as a program writes them: `invoice.number`, `*total`.
//!
//! Only what the text names is asked: which fields a type has only the compiler knows. `r.field`
//! stays as it is written, whether `r` is a value or a reference. A place within an array or another
//! container (`list[0]`) is no place of its own for rustc either, and is not asked.

use crate::source::Source;
use std::fmt;
use std::ops::Range;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, ExprPath, Macro, Member, Token, UnOp};

/// A variable, or a place within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// The variable's name.
    pub root: String,
    /// The way from there, outwards; none for the variable itself.
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Field(String),
    Dereference,
}

/// A place where the program names it.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    pub path: Path,
    pub range: Range<usize>,
}

impl Path {
    /// The variable itself.
    pub fn of_variable(name: &str) -> Path {
        Path {
            root: name.to_owned(),
            steps: Vec::new(),
        }
    }

    /// What `expr` names, if it is nothing but a name, fields and dereferences.
    pub fn of(expr: &Expr) -> Option<Path> {
        let (inner, step) = match expr {
            Expr::Path(ExprPath {
                qself: None, path, ..
            }) => {
                return path
                    .get_ident()
                    .map(|it| Path::of_variable(&it.to_string()));
            }
            Expr::Paren(it) => return Path::of(&it.expr),
            Expr::Field(it) => match &it.member {
                Member::Named(name) => (&it.base, Step::Field(name.to_string())),
                Member::Unnamed(number) => (&it.base, Step::Field(number.index.to_string())),
            },
            Expr::Unary(it) if matches!(it.op, UnOp::Deref(_)) => (&it.expr, Step::Dereference),
            _ => return None,
        };
        let mut path = Path::of(inner)?;
        path.steps.push(step);
        Some(path)
    }

    /// Whether what happens to all of this happens to `other` too. Before a field dereferences can
    /// be left out, so `*boxed` holds `boxed.name`.
    pub fn is_or_holds(&self, other: &Path) -> bool {
        let (fields, others) = (self.fields(), other.fields());
        self.root == other.root
            && others.starts_with(&fields)
            && (fields.len() < others.len() || self.steps.len() <= other.steps.len())
    }

    fn fields(&self) -> Vec<&str> {
        let fields = self.steps.iter().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            Step::Dereference => None,
        });
        fields.collect()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let mut text = self.root.clone();
        for step in &self.steps {
            text = match step {
                Step::Dereference => format!("*{text}"),
                Step::Field(name) if text.starts_with('*') => format!("({text}).{name}"),
                Step::Field(name) => format!("{text}.{name}"),
            };
        }
        out.write_str(&text)
    }
}

/// The place that `expr` names, the longest that it can be; a variable alone is none.
pub(super) fn naming(source: &Source, expr: &Expr) -> Option<Naming> {
    let path = Path::of(expr).filter(|path| !path.steps.is_empty())?;
    Some(Naming {
        path,
        range: source.range(expr),
    })
}

/// The places that a macro's arguments name, where they are expressions between commas, as most
/// are. What a macro of another kind makes of its words is not known.
pub(super) fn named_in_macro(source: &Source, call: &Macro) -> Vec<Naming> {
    let mut arguments = Arguments {
        source,
        found: Vec::new(),
        bound: Vec::new(),
    };
    arguments.visit_macro(call);
    let Arguments {
        mut found, bound, ..
    } = arguments;
    // Variables of the arguments' own are not asked.
    found.retain(|naming| !bound.contains(&naming.path.root));
    found
}

struct Arguments<'s> {
    source: &'s Source,
    found: Vec<Naming>,
    /// The names that patterns within the arguments bind.
    bound: Vec<String>,
}

impl<'ast> Visit<'ast> for Arguments<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match naming(self.source, expr) {
            Some(naming) => self.found.push(naming),
            None => visit::visit_expr(self, expr),
        }
    }

    fn visit_pat_ident(&mut self, name: &'ast syn::PatIdent) {
        self.bound.push(name.ident.to_string());
        visit::visit_pat_ident(self, name);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let Ok(arguments) = call.parse_body_with(parser) else {
            return;
        };
        // The arguments live as long as this call, which is all that visiting needs.
        let mut inner = Arguments {
            source: self.source,
            found: Vec::new(),
            bound: Vec::new(),
        };
        for argument in &arguments {
            inner.visit_expr(argument);
        }
        self.found.append(&mut inner.found);
        self.bound.append(&mut inner.bound);
    }

    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}

    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<Path> {
        Path::of(&syn::parse_str(text).expect("an expression"))
    }

    #[test]
    fn a_place_is_a_name_with_fields_and_dereferences() {
        for (written, expected) in [
            ("p.name", "p.name"),
            ("p.0.1", "p.0.1"),
            ("(*r).x", "(*r).x"),
            ("*(r.x)", "*r.x"),
            ("(**r).x.y", "(**r).x.y"),
            ("self.items", "self.items"),
            ("p", "p"),
        ] {
            let path = path(written).expect(written);
            assert_eq!(path.to_string(), expected);
        }
        for written in [
            "p.name()",
            "list[0].name",
            "-p",
            "f().x",
            "a::b",
            "*list[0]",
        ] {
            assert_eq!(path(written), None, "{written}");
        }
    }

    #[test]
    fn a_place_is_moved_with_what_holds_it() {
        let holds = |outer: &str, inner: &str| {
            let outer = path(outer).expect(outer);
            outer.is_or_holds(&path(inner).expect(inner))
        };
        assert!(holds("p", "p.name") && holds("p.name", "p.name") && holds("*p", "(*p).x"));
        assert!(holds("*p", "p.x") && holds("p", "*p") && !holds("*p", "p"));
        assert!(!holds("p.name", "p") && !holds("p.name", "p.age") && !holds("q", "p.name"));
    }

    #[test]
    fn macros_name_places_of_variables_that_are_not_their_own() {
        let text = r#"fn main() {
            println!("{}", p.name.len(), list.iter().map(|q| q.x), vec![t.0], {c.d});
            matches!(p.kind, Some(n) if n > 3);
        }"#;
        let source = Source::parse(text).expect("a program");
        struct Calls<'s>(&'s Source, Vec<String>);
        impl<'ast> Visit<'ast> for Calls<'_> {
            fn visit_macro(&mut self, call: &'ast Macro) {
                let found = named_in_macro(self.0, call);
                self.1.extend(found.iter().map(|it| {
                    assert_eq!(&self.0.text()[it.range.clone()], it.path.to_string());
                    it.path.to_string()
                }));
            }
        }
        let mut calls = Calls(&source, Vec::new());
        calls.visit_file(source.file());
        assert_eq!(calls.1, ["p.name", "t.0", "c.d"]);
    }
}
