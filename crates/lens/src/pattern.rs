//! The names that a pattern binds.
//!
//! `None` and `LIMIT` look like names in a pattern and are not: only the compiler knows for certain,
//! so names that begin with a capital, and the program's own constants, count as constants. Both
//! questions ask here, so that they speak of the same variables.

use std::collections::BTreeSet;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ExprLet, Pat, PatIdent};

/// Names of a program's constants and statics, at any depth.
#[derive(Default)]
pub(crate) struct Constants(BTreeSet<String>);

impl Constants {
    /// Collects them from a program.
    pub(crate) fn of(file: &syn::File) -> Constants {
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
pub(crate) fn bound<'p>(pattern: &'p Pat, constants: &Constants) -> Vec<&'p PatIdent> {
    let mut found = Vec::new();
    collect(pattern, constants, &mut found);
    found
}

/// The same as text.
pub(crate) fn names(pattern: &Pat, constants: &Constants) -> Vec<String> {
    let found = bound(pattern, constants).into_iter();
    found.map(|it| it.ident.to_string()).collect()
}

/// The names that the `let`s of a condition bind, as text.
pub(crate) fn names_of_condition(condition: &Expr, constants: &Constants) -> Vec<String> {
    let all = lets(condition).into_iter();
    all.flat_map(|it| names(&it.pat, constants)).collect()
}

/// The `let`s of a condition, also in chains; what they bind can be named in the rest of the
/// condition and in the body behind it.
pub(crate) fn lets(condition: &Expr) -> Vec<&ExprLet> {
    match condition {
        Expr::Let(one) => vec![one],
        Expr::Binary(both) if matches!(both.op, BinOp::And(_)) => {
            let mut all = lets(&both.left);
            all.extend(lets(&both.right));
            all
        }
        _ => Vec::new(),
    }
}

fn collect<'p>(pattern: &'p Pat, constants: &Constants, found: &mut Vec<&'p PatIdent>) {
    match pattern {
        Pat::Ident(name) => {
            let is_plain =
                name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
            let text = name.ident.to_string();
            let is_constant =
                is_plain && (text.starts_with(char::is_uppercase) || constants.0.contains(&text));
            if !is_constant && !found.iter().any(|known| known.ident == name.ident) {
                found.push(name);
            }
            if let Some((_, inner)) = &name.subpat {
                collect(inner, constants, found);
            }
        }
        // What the guard binds can be named in the arm.
        Pat::Guard(guarded) => {
            collect(&guarded.pat, constants, found);
            for one in lets(&guarded.guard) {
                collect(&one.pat, constants, found);
            }
        }
        // Every case binds the same names.
        Pat::Or(cases) => {
            if let Some(case) = cases.cases.first() {
                collect(case, constants, found);
            }
        }
        Pat::Paren(inner) => collect(&inner.pat, constants, found),
        Pat::Reference(inner) => collect(&inner.pat, constants, found),
        Pat::Type(inner) => collect(&inner.pat, constants, found),
        Pat::Slice(list) => collect_all(&list.elems, constants, found),
        Pat::Tuple(list) => collect_all(&list.elems, constants, found),
        Pat::TupleStruct(list) => collect_all(&list.elems, constants, found),
        Pat::Struct(fields) => {
            let fields = fields.fields.iter().map(|field| &*field.pat);
            collect_all(fields, constants, found);
        }
        // The others bind nothing, or what a macro of the program makes of them is not known.
        _ => {}
    }
}

fn collect_all<'p>(
    patterns: impl IntoIterator<Item = &'p Pat>,
    constants: &Constants,
    found: &mut Vec<&'p PatIdent>,
) {
    for one in patterns {
        collect(one, constants, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse::Parser;

    fn names_of(pattern: &str) -> String {
        let file = syn::parse_file("const lower: u8 = 1;").expect("a program");
        let pattern = Pat::parse_multi_with_leading_vert
            .parse_str(pattern)
            .expect("a pattern");
        names(&pattern, &Constants::of(&file)).join(" ")
    }

    #[test]
    fn names_are_told_from_constants() {
        assert_eq!(names_of("(a, mut b, _)"), "a b");
        assert_eq!(names_of("Some(a) | Other(a, ..)"), "a");
        assert_eq!(
            names_of("Point { x, y: [first, .., last] }"),
            "x first last"
        );
        assert_eq!(names_of("whole @ Some(&part)"), "whole part");
        assert_eq!(names_of("(None, LIMIT, lower, ref inner)"), "inner");
    }

    #[test]
    fn the_lets_of_a_chain_are_found_and_no_others() {
        let condition = "let Some(a) = x && a > 1 && let [b] = y && (z || w)";
        let condition = syn::parse_str(condition).expect("a condition");
        let names = names_of_condition(&condition, &Constants::default());
        assert_eq!(names, ["a", "b"]);
    }
}
