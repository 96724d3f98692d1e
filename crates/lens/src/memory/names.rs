//! The names that a pattern binds.
//!
//! `None` and `LIMIT` look like names in a pattern and are not: only the compiler knows for certain,
//! so names that begin with a capital, and the program's own constants, count as constants.

use std::collections::BTreeSet;
use syn::visit::{self, Visit};
use syn::{Expr, Pat};

/// Names of a program's constants and statics, at any depth.
#[derive(Default)]
pub(super) struct Constants(BTreeSet<String>);

impl Constants {
    /// Collects them from a program.
    pub(super) fn of(file: &syn::File) -> Constants {
        let mut constants = Constants::default();
        constants.visit_file(file);
        constants
    }
}

impl<'ast> Visit<'ast> for Constants {
    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.0.insert(item.ident.to_string());
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.0.insert(item.ident.to_string());
        visit::visit_item_static(self, item);
    }
}

/// The names that `pattern` binds, each once, in the order of the text.
pub(super) fn bound(pattern: &Pat, constants: &Constants) -> Vec<String> {
    let mut names = Vec::new();
    collect(pattern, constants, &mut names);
    names
}

/// The names that the `let`s of a condition bind for the body behind it.
pub(super) fn bound_by_condition(condition: &Expr, constants: &Constants) -> Vec<String> {
    match condition {
        Expr::Let(condition) => bound(&condition.pat, constants),
        Expr::Binary(both) if matches!(both.op, syn::BinOp::And(_)) => {
            let mut names = bound_by_condition(&both.left, constants);
            names.extend(bound_by_condition(&both.right, constants));
            names
        }
        _ => Vec::new(),
    }
}

fn collect(pattern: &Pat, constants: &Constants, names: &mut Vec<String>) {
    match pattern {
        Pat::Ident(name) => {
            let plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
            let text = name.ident.to_string();
            let capital = text.chars().next().is_some_and(char::is_uppercase);
            if !(plain && (capital || constants.0.contains(&text))) && !names.contains(&text) {
                names.push(text);
            }
            if let Some((_, inner)) = &name.subpat {
                collect(inner, constants, names);
            }
        }
        Pat::Guard(guarded) => collect(&guarded.pat, constants, names),
        // Every case binds the same names.
        Pat::Or(cases) => {
            if let Some(case) = cases.cases.first() {
                collect(case, constants, names);
            }
        }
        Pat::Paren(inner) => collect(&inner.pat, constants, names),
        Pat::Reference(inner) => collect(&inner.pat, constants, names),
        Pat::Type(inner) => collect(&inner.pat, constants, names),
        Pat::Slice(list) => list
            .elems
            .iter()
            .for_each(|one| collect(one, constants, names)),
        Pat::Tuple(list) => list
            .elems
            .iter()
            .for_each(|one| collect(one, constants, names)),
        Pat::TupleStruct(list) => list
            .elems
            .iter()
            .for_each(|one| collect(one, constants, names)),
        Pat::Struct(fields) => {
            let fields = fields.fields.iter();
            fields.for_each(|field| collect(&field.pat, constants, names));
        }
        // The others bind nothing, or what a macro of the program makes of them is not known.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse::Parser;

    fn names(pattern: &str) -> String {
        let file = syn::parse_file("const lower: u8 = 1;").expect("a program");
        let pattern = Pat::parse_multi_with_leading_vert
            .parse_str(pattern)
            .expect("a pattern");
        bound(&pattern, &Constants::of(&file)).join(" ")
    }

    #[test]
    fn names_are_told_from_constants() {
        assert_eq!(names("(a, mut b, _)"), "a b");
        assert_eq!(names("Some(a) | Other(a, ..)"), "a");
        assert_eq!(names("Point { x, y: [first, .., last] }"), "x first last");
        assert_eq!(names("whole @ Some(&part)"), "whole part");
        assert_eq!(names("(None, LIMIT, lower, ref inner)"), "inner");
    }
}
