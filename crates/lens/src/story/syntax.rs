//! What the text says of statements and scopes, for what no event of a run shows: a value may be
//! dropped without a trace.

use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use syn::visit::{self, Visit};
use syn::{Expr, Stmt, Type};

/// What is known of a program's text.
pub(super) struct Syntax {
    /// In the order in which they open.
    blocks: Vec<Block>,
    /// The variables whose value, or a part, a statement assigns, by the byte behind it.
    assigned: BTreeMap<usize, String>,
    /// The types with a destructor of their own.
    destructors: BTreeSet<String>,
    /// Whether a function of the program is called `drop` and is no destructor.
    has_own_drop: bool,
}

struct Block {
    /// From brace to brace.
    range: Range<usize>,
    /// The line on which it closes.
    last_line: usize,
    /// The byte behind the last statement that is not its value.
    done: usize,
    /// The names in the expression that is its value.
    tail: BTreeSet<String>,
}

impl Syntax {
    pub fn of(source: &Source) -> Syntax {
        let mut reading = Reading {
            source,
            found: Syntax {
                blocks: Vec::new(),
                assigned: BTreeMap::new(),
                destructors: BTreeSet::new(),
                has_own_drop: false,
            },
        };
        reading.visit_file(source.file());
        let mut found = reading.found;
        found.blocks.sort_by_key(|block| block.range.start);
        found
    }

    /// Whether a variable keeps its value to the end of its scope, when the last statement in it
    /// that is over ends at byte `at`: all are over, and the block's value does not name it.
    pub fn keeps(&self, name: &str, declared: usize, last_line: usize, at: usize) -> bool {
        let ends = |block: &&Block| block.last_line == last_line;
        let around = self.blocks.iter().rev();
        let mut around = around.filter(|it| it.range.contains(&declared));
        let behind = self.blocks.iter();
        let mut behind = behind.filter(|it| it.range.start > declared);
        // A `let` stands in its scope, a parameter before it.
        let scope = around.next().filter(ends).or_else(|| behind.find(ends));
        scope.is_some_and(|scope| {
            (scope.done..scope.range.end).contains(&at) && !scope.tail.contains(name)
        })
    }

    /// The variable that the statement before a byte assigns to, itself or a place in it.
    pub fn assigned(&self, byte: usize) -> Option<&str> {
        self.assigned.get(&byte).map(String::as_str)
    }

    /// Whether the program says itself what happens when a value of the type is dropped.
    pub fn has_destructor(&self, type_name: &str) -> bool {
        let name = type_name.split('<').next().unwrap_or_default();
        self.destructors.contains(name)
    }

    /// Whether the words for a receiver mean the `drop` of the standard library.
    pub fn is_drop(&self, receiver: &str) -> bool {
        let called = receiver.strip_prefix("the call of `");
        let called = called.and_then(|rest| rest.strip_suffix('`'));
        let is_it = |path| matches!(path, "drop" | "mem::drop" | "std::mem::drop");
        !self.has_own_drop && called.is_some_and(is_it)
    }
}

struct Reading<'a> {
    source: &'a Source,
    found: Syntax,
}

impl<'ast> Visit<'ast> for Reading<'_> {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        let range = self.source.bytes(block.brace_token.span.join());
        let (tail, whole) = match block.stmts.split_last() {
            Some((last, whole)) if is_tail(last) => (Some(last), whole),
            _ => (None, &block.stmts[..]),
        };
        let done = whole
            .last()
            .map_or(range.start, |it| self.source.range(it).end);
        let text = tail.and_then(|it| self.source.text().get(self.source.range(it)));
        let words = text.unwrap_or_default();
        let words = words.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        self.found.blocks.push(Block {
            last_line: self.source.line(range.end.saturating_sub(1)),
            range,
            done,
            tail: words.map(str::to_owned).collect(),
        });
        visit::visit_block(self, block);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(Expr::Assign(assignment), Some(_)) = statement
            && let Some(name) = root(&assignment.left)
        {
            let end = self.source.range(statement).end;
            self.found.assigned.insert(end, name);
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.found.has_own_drop |= item.sig.ident == "drop";
        visit::visit_item_fn(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // What is called `drop` may be something else then.
        let text = self.source.text().get(self.source.range(item));
        let is_own = text.is_some_and(|it| it.contains("drop") && !it.contains("mem::drop;"));
        self.found.has_own_drop |= is_own;
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if let Some((path, _)) = &item.trait_
            && path.segments.last().is_some_and(|it| it.ident == "Drop")
            && let Type::Path(own) = &*item.self_ty
            && let Some(last) = own.path.segments.last()
        {
            self.found.destructors.insert(last.ident.to_string());
        }
        visit::visit_item_impl(self, item);
    }
}

/// Whether a block's last statement is its value.
fn is_tail(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(_, semicolon) => semicolon.is_none(),
        Stmt::Macro(call) => call.semi_token.is_none(),
        Stmt::Local(_) | Stmt::Item(_) => false,
    }
}

/// The variable at the root of a place: `ticket` of `ticket.subject`, `r` of `*r`.
fn root(place: &Expr) -> Option<String> {
    match place {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        Expr::Field(field) => root(&field.base),
        Expr::Index(index) => root(&index.expr),
        Expr::Unary(unary) => root(&unary.expr),
        Expr::Paren(inner) => root(&inner.expr),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn keeps(program: &str, expected: bool) {
        let at = program.find('«').expect("a mark");
        let text = program.replace('«', "");
        let source = Source::parse(&text).expect("a program");
        let declared = text.find("it").expect("a variable");
        let last = text.lines().count();
        let found = Syntax::of(&source).keeps("it", declared, last, at);
        assert_eq!(found, expected, "{program}");
    }

    #[test]
    fn a_value_stays_where_all_statements_are_over_and_the_tail_does_not_name_it() {
        keeps("fn f() {\nlet it = 1;\nlet b = 2;«\n}\n", true);
        keeps("fn f() {\nlet it = 1;«\nreturn it;\n}\n", false);
        keeps("fn f() -> u8 {\nlet it = 1;«\nit\n}\n", false);
        keeps("fn f() -> u8 {\nlet it = 1;«\n2 + 3\n}\n", true);
        keeps("fn f(it: u8) {«\n}\n", true);
        keeps("fn f(it: u8) {«\nif true { return; }\n}\n", true);
        keeps("fn f(it: u8) {«\nif true { take(it); }\n}\n", false);
    }

    #[test]
    fn an_assignment_names_its_variable() {
        let text = "fn f() { a.b = 1; *c = 2; d[0].e = 3; f(); }";
        let source = Source::parse(text).expect("a program");
        let assigned = Syntax::of(&source).assigned;
        assert_eq!(assigned.into_values().collect::<Vec<_>>(), ["a", "c", "d"]);
    }
}
