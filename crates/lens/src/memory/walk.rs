//! Which parts of a program are rewritten, and what opens each body.
//!
//! What the compiler evaluates itself, and what only a macro understands, is not entered.

use super::objects;
use super::parameters;
use super::readers;
use super::rewrite::{Opening, Rewriter};
use crate::pattern;
use syn::visit::Visit;
use syn::{Attribute, Block, Expr, Macro, Pat, Type};

impl<'ast> Visit<'ast> for Rewriter<'_> {
    fn visit_file(&mut self, file: &'ast syn::File) {
        for attribute in &file.attrs {
            let place = self.source.range(attribute).start;
            if attribute.path().is_ident("no_std") {
                self.refuse(
                    place,
                    "a program without the standard library is not recorded",
                );
            }
            if attribute.path().is_ident("no_main") {
                self.refuse(place, "a program without a plain `fn main` is not recorded");
            }
        }
        self.blank(&file.attrs);
        for item in &file.items {
            self.visit_item(item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.blank(&item.attrs);
        let owner = self.owner.take();
        self.function(&item.sig, &item.attrs, &item.block);
        self.owner = owner;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.blank(&item.attrs);
        self.function(&item.sig, &item.attrs, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.blank(&item.attrs);
        if let Some(block) = &item.default {
            self.function(&item.sig, &item.attrs, block);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.blank(&item.attrs);
        if readers::conditional(&item.attrs) {
            return;
        }
        let owner = match &*item.self_ty {
            Type::Path(path) => path.path.segments.last().map(|one| one.ident.to_string()),
            _ => None,
        };
        let owner = owner.unwrap_or_else(|| "impl".to_owned());
        if let Some((path, _)) = &item.trait_
            && self.objects.has(path)
        {
            self.ask(
                self.source.bytes(item.brace_token.span.close()).start,
                objects::ANSWERED,
            );
        }
        self.inside(Some(owner), |this| {
            item.items.iter().for_each(|one| this.visit_impl_item(one));
        });
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.blank(&item.attrs);
        if readers::conditional(&item.attrs) {
            return;
        }
        let readers = self.objects.readers(item);
        if !readers.is_empty() {
            self.ask(
                self.source.bytes(item.brace_token.span.close()).start,
                objects::ASKED,
            );
            self.ask(self.source.range(item).end, &readers);
        }
        self.inside(Some(item.ident.to_string()), |this| {
            item.items.iter().for_each(|one| this.visit_trait_item(one));
        });
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.blank(&item.attrs);
        if readers::conditional(&item.attrs) {
            return;
        }
        if let Some((_, items)) = &item.content {
            self.inside(None, |this| {
                items.iter().for_each(|one| this.visit_item(one))
            });
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.blank(&item.attrs);
        if !readers::conditional(&item.attrs) {
            let reader = readers::of_struct(self.source, item);
            self.edits.insert(self.source.range(item).end, reader);
        }
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.blank(&item.attrs);
        if !readers::conditional(&item.attrs) {
            let reader = readers::of_enum(self.source, item);
            self.edits.insert(self.source.range(item).end, reader);
        }
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        let allocator = item
            .attrs
            .iter()
            .any(|one| one.path().is_ident("global_allocator"));
        if allocator {
            let place = self.source.range(item).start;
            self.refuse(
                place,
                "a program with an allocator of its own is not recorded",
            );
        }
    }

    // What the compiler evaluates itself, and what only a macro understands, is left alone.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_item_macro(&mut self, _: &'ast syn::ItemMacro) {}
    fn visit_impl_item_macro(&mut self, _: &'ast syn::ImplItemMacro) {}
    fn visit_trait_item_macro(&mut self, _: &'ast syn::TraitItemMacro) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_type(&mut self, _: &'ast Type) {}
    fn visit_pat(&mut self, _: &'ast Pat) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
    fn visit_path(&mut self, _: &'ast syn::Path) {}
    fn visit_angle_bracketed_generic_arguments(
        &mut self,
        _: &'ast syn::AngleBracketedGenericArguments,
    ) {
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.printing(call);
    }

    fn visit_expr_async(&mut self, block: &'ast syn::ExprAsync) {
        let place = self.source.range(block).start;
        self.leave(place, "an `async` block is not recorded");
    }

    fn visit_expr_repeat(&mut self, list: &'ast syn::ExprRepeat) {
        self.visit_expr(&list.expr);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.block(block, &Opening::None);
    }

    fn visit_expr_if(&mut self, choice: &'ast syn::ExprIf) {
        self.visit_expr(&choice.cond);
        let names = pattern::names_of_condition(&choice.cond, &self.constants);
        self.block(&choice.then_branch, &Opening::Names(&names));
        match choice.else_branch.as_ref().map(|(_, branch)| &**branch) {
            Some(Expr::Block(branch)) => self.block(&branch.block, &Opening::Names(&[])),
            Some(branch) => self.visit_expr(branch),
            None => {}
        }
    }

    fn visit_expr_while(&mut self, repeated: &'ast syn::ExprWhile) {
        self.visit_expr(&repeated.cond);
        let names = pattern::names_of_condition(&repeated.cond, &self.constants);
        self.block(&repeated.body, &Opening::Names(&names));
    }

    fn visit_expr_for_loop(&mut self, repeated: &'ast syn::ExprForLoop) {
        self.visit_expr(&repeated.expr);
        let names = pattern::names(&repeated.pat, &self.constants);
        self.block(&repeated.body, &Opening::Names(&names));
    }

    fn visit_expr_loop(&mut self, repeated: &'ast syn::ExprLoop) {
        self.block(&repeated.body, &Opening::Names(&[]));
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if readers::conditional(&arm.attrs) {
            return;
        }
        let names = pattern::names(&arm.pat, &self.constants);
        self.body(&arm.body, &Opening::Names(&names));
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        let place = self.source.range(closure).start;
        if closure.asyncness.is_some() || closure.constness.is_some() {
            return self.leave(place, "an `async` or `const` closure is not recorded");
        }
        let inputs = closure.inputs.iter();
        let parameters = parameters::of_closure(self.source, &self.constants, inputs);
        let opening = Opening::Frame {
            start: false,
            name: "closure",
            line: self.source.line(place),
            parameters: &parameters,
        };
        // A closure that gave a variable its first value would also take the guard.
        let outer = std::mem::take(&mut self.deferred);
        self.body(&closure.body, &opening);
        self.deferred = outer;
    }
}
