//! Finds the bodies of a program, their variables and their points, in one walk over its syntax.

use super::bindings::{self, Binding};
use super::draft::{Draft, Scope};
use super::model::Untold;
use super::outline::{Body, Order};
use super::places::{self, Naming};
use crate::pattern::{self, Constants};
use crate::source::Source;
use proc_macro2::{TokenStream, TokenTree};
use std::ops::Range;
use syn::visit::{self, Visit};
use syn::{Block, Expr, FnArg, Pat, ReturnType, Signature, Stmt, Type};

/// The bodies of a program, and what cannot be asked in it.
pub(super) fn outline(source: &Source) -> (Vec<Body>, Vec<Untold>) {
    let mut walk = Walk {
        source,
        constants: Constants::of(source.file()),
        done: Vec::new(),
        untold: Vec::new(),
        draft: None,
    };
    walk.visit_file(source.file());
    (walk.done, walk.untold)
}

struct Walk<'s> {
    source: &'s Source,
    constants: Constants,
    done: Vec<Body>,
    untold: Vec<Untold>,
    draft: Option<Draft>,
}

impl Walk<'_> {
    fn tell(&mut self, syntax: &impl syn::spanned::Spanned, words: &str) {
        let line = self.source.line(self.source.range(syntax).start);
        let words = words.to_owned();
        self.untold.push(Untold { line, words });
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        if signature.asyncness.is_some() {
            self.tell(&signature.ident, "an `async fn` is not asked");
            return;
        }
        let range = self.source.range(block);
        let is_const = signature.constness.is_some();
        let draft = Draft::new(signature.ident.to_string(), range.clone(), is_const);
        let outer = self.draft.replace(draft);
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    let binding = bindings::receiver(self.source, receiver);
                    self.declare_binding(binding, Scope::of(inside(&range)));
                }
                FnArg::Typed(typed) => self.declare(&typed.pat, Scope::of(inside(&range))),
            }
        }
        let unit = match &signature.output {
            ReturnType::Default => true,
            ReturnType::Type(_, of) => matches!(&**of, Type::Tuple(it) if it.elems.is_empty()),
        };
        self.block(block, unit);
        let draft = std::mem::replace(&mut self.draft, outer);
        self.done.extend(draft.map(Draft::finished));
    }

    fn declare(&mut self, pattern: &Pat, scope: Scope) {
        for binding in bindings::of_pattern(self.source, pattern, &self.constants) {
            self.declare_binding(binding, scope.clone());
        }
    }

    fn declare_binding(&mut self, binding: Binding, scope: Scope) {
        if let Some(draft) = &mut self.draft {
            draft.declare(binding, scope);
        }
    }

    fn text(&mut self, place: usize, order: Order, text: &'static str) {
        if let Some(draft) = &mut self.draft {
            draft.text(place, order, text);
        }
    }

    fn point(&mut self, byte: usize, order: Order, after: usize) {
        if let Some(draft) = &mut self.draft {
            draft.point(byte, order, after);
        }
    }

    fn name(&mut self, named: impl IntoIterator<Item = Naming>) {
        if let Some(draft) = &mut self.draft {
            draft.named.extend(named);
        }
    }

    /// A block whose value, where `unit` is true, is known to be `()`.
    fn block(&mut self, block: &Block, unit: bool) {
        let range = self.source.range(block);
        self.point(range.start + 1, Order::BETWEEN, range.start);
        let count = block.stmts.len();
        for (number, statement) in block.stmts.iter().enumerate() {
            self.statement(statement, &range, number + 1 == count, unit);
        }
    }

    fn statement(&mut self, statement: &Stmt, block: &Range<usize>, is_last: bool, unit: bool) {
        let range = self.source.range(statement);
        match statement {
            Stmt::Item(item) => {
                self.visit_item(item);
                return;
            }
            Stmt::Local(local) => {
                visit::visit_local(self, local);
                let mut scope = Scope::of(range.end..block.end.saturating_sub(1));
                scope.is_set_later = local.init.is_none();
                self.declare(&local.pat, scope);
            }
            Stmt::Expr(expr, Some(_)) => self.visit_expr(expr),
            Stmt::Expr(expr, None) if !is_last => self.value(expr, true),
            Stmt::Expr(expr, None) => {
                self.last_expression(expr, unit);
                return;
            }
            Stmt::Macro(call) => {
                self.visit_macro(&call.mac);
                if is_last && call.semi_token.is_none() {
                    if !unit {
                        return;
                    }
                    self.text(range.end, Order::closing(&range), ";");
                }
            }
        }
        self.point(range.end, Order::BETWEEN, range.end.saturating_sub(1));
    }

    /// The last expression of a block; only where its value is `()` can something follow it.
    fn last_expression(&mut self, expr: &Expr, unit: bool) {
        let range = self.source.range(expr);
        let always_unit = matches!(expr, Expr::While(_) | Expr::ForLoop(_));
        if !unit && !always_unit {
            return self.value(expr, false);
        }
        let like_block = always_unit
            || matches!(
                expr,
                Expr::If(_) | Expr::Match(_) | Expr::Block(_) | Expr::Unsafe(_) | Expr::Loop(_)
            );
        if like_block {
            self.value(expr, true);
        } else if let Expr::Macro(call) = expr {
            self.visit_macro(&call.mac);
            self.text(range.end, Order::closing(&range), ";");
        } else {
            // A plain `;` would leave the type open where inference needs it.
            self.text(range.start, Order::opening(&range), "let () = ");
            self.value(expr, true);
            self.text(range.end, Order::closing(&range), ";");
        }
        self.point(range.end, Order::BETWEEN, range.end.saturating_sub(1));
    }

    /// An expression that is an arm's or a closure's body, with room for a statement before it.
    fn arm(&mut self, expr: &Expr, unit: bool) {
        if let Expr::Block(block) = expr
            && block.attrs.is_empty()
            && block.label.is_none()
        {
            return self.block(&block.block, unit);
        }
        let range = self.source.range(expr);
        self.text(range.start, Order::opening(&range), "{");
        self.point(range.start, Order::opening(&range), range.start);
        self.value(expr, unit);
        self.text(range.end, Order::closing(&range), "}");
    }

    fn value(&mut self, expr: &Expr, unit: bool) {
        match expr {
            Expr::If(branch) => {
                self.visit_expr(&branch.cond);
                let then = self.source.range(&branch.then_branch);
                self.declare_conditions(&branch.cond, &inside(&then));
                self.block(&branch.then_branch, unit || branch.else_branch.is_none());
                if let Some((_, otherwise)) = &branch.else_branch {
                    self.value(otherwise, unit);
                }
            }
            Expr::Match(choice) => {
                self.visit_expr(&choice.expr);
                for arm in &choice.arms {
                    let mut scope = Scope::of(match &*arm.body {
                        Expr::Block(block) if block.label.is_none() => {
                            inside(&self.source.range(&block.block))
                        }
                        body => self.source.range(body),
                    });
                    if let Pat::Guard(guarded) = &arm.pat {
                        scope.named_from = self.source.range(&guarded.pat).end;
                    }
                    self.declare(&arm.pat, scope);
                    if let Pat::Guard(guarded) = &arm.pat {
                        self.visit_expr(&guarded.guard);
                    }
                    self.arm(&arm.body, unit);
                }
            }
            Expr::Block(block) => self.block(&block.block, unit && block.label.is_none()),
            Expr::Unsafe(block) => self.block(&block.block, unit),
            other => self.visit_expr(other),
        }
    }

    /// The variables of `if let` and `while let`.
    fn declare_conditions(&mut self, condition: &Expr, scope: &Range<usize>) {
        for one in pattern::lets(condition) {
            let mut scope = Scope::of(scope.clone());
            scope.named_from = self.source.range(one).end;
            self.declare(&one.pat, scope);
        }
    }

    fn repeated(&mut self, block: &Block) {
        if let Some(draft) = &mut self.draft {
            draft.body.has_loop = true;
        }
        self.block(block, true);
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::If(_) | Expr::Match(_) | Expr::Block(_) | Expr::Unsafe(_) => {
                self.value(expr, false);
            }
            Expr::Loop(it) => self.repeated(&it.body),
            Expr::While(it) => {
                self.visit_expr(&it.cond);
                let scope = inside(&self.source.range(&it.body));
                self.declare_conditions(&it.cond, &scope);
                self.repeated(&it.body);
            }
            Expr::ForLoop(it) => {
                self.visit_expr(&it.expr);
                let scope = inside(&self.source.range(&it.body));
                self.declare(&it.pat, Scope::of(scope));
                self.repeated(&it.body);
            }
            Expr::Closure(it) if it.asyncness.is_some() => {
                self.tell(it, "an `async` closure is not asked");
            }
            Expr::Closure(it) => {
                let outer = self.draft.as_mut().map_or(0, Draft::enter_closure);
                let scope = match &*it.body {
                    Expr::Block(block) => inside(&self.source.range(&block.block)),
                    body => self.source.range(body),
                };
                for input in &it.inputs {
                    self.declare(input, Scope::of(scope.clone()));
                }
                self.arm(&it.body, false);
                if let Some(draft) = &mut self.draft {
                    draft.closure = outer;
                }
            }
            Expr::Async(it) => self.tell(it, "an `async` block is not asked"),
            Expr::Const(it) => self.tell(it, "a `const` block is not asked"),
            other => match places::naming(self.source, other) {
                Some(naming) => self.name([naming]),
                None => visit::visit_expr(self, other),
            },
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.block(block, false);
    }

    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}

    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}

    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}

    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}

    // Array lengths are constants.
    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    // Generic arguments can hold constant blocks.
    fn visit_path(&mut self, _: &'ast syn::Path) {}

    fn visit_angle_bracketed_generic_arguments(
        &mut self,
        _: &'ast syn::AngleBracketedGenericArguments,
    ) {
    }

    // A discriminant is a constant.
    fn visit_variant(&mut self, _: &'ast syn::Variant) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if call.path.is_ident("macro_rules") {
            return;
        }
        self.name(places::named_in_macro(self.source, call));
        if declares(call.tokens.clone()) {
            self.tell(call, "what is declared inside a macro is not asked");
        }
    }
}

/// Between the braces of a block.
fn inside(block: &Range<usize>) -> Range<usize> {
    block.start + 1..block.end.saturating_sub(1).max(block.start + 1)
}

fn declares(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "let" || word == "fn",
        TokenTree::Group(group) => declares(group.stream()),
        _ => false,
    })
}
