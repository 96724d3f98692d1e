//! Where text is put into a program so that it records itself.
//!
//! After every statement that is not a tail comes a step, and after a `let` first a guard for each
//! name; every body and every arm opens with the guards of its names and a step. Tails are never
//! touched, so types and the lives of temporary values stay. Code that runs while compiling
//! (`const`, `static`, array lengths), macro arguments and conditional items are left alone.

use super::objects::Objects;
use super::parameters::{self, Parameter};
use super::readers;
use super::record::NotRecorded;
use crate::edit::Edits;
use crate::pattern::{self, Constants};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::Visit;
use syn::{Attribute, Block, Expr, Macro, MacroDelimiter, Signature, Stmt};

/// The edits, and what they are for.
pub(super) struct Rewritten {
    pub(super) edits: Edits,
    /// The question that an edit put in.
    pub(super) questions: BTreeMap<usize, usize>,
    pub(super) left: Vec<NotRecorded>,
}

/// Rewrites a program without the questions that the compiler has refused.
pub(super) fn rewrite(
    source: &Source,
    refused_questions: &BTreeSet<usize>,
) -> Result<Rewritten, NotRecorded> {
    let mut rewriter = Rewriter {
        source,
        refused_questions,
        constants: Constants::of(source.file()),
        objects: Objects::of(source.file()),
        edits: Edits::default(),
        questions: BTreeMap::new(),
        asked: 0,
        guards: 0,
        deferred: Vec::new(),
        owner: None,
        depth: 0,
        main: false,
        left: Vec::new(),
        refused: None,
    };
    rewriter.visit_file(source.file());
    if let Some(refused) = rewriter.refused {
        return Err(refused);
    }
    if !rewriter.main {
        return Err(NotRecorded {
            line: 1,
            words: "a program without a plain `fn main` is not recorded".to_owned(),
        });
    }
    Ok(Rewritten {
        edits: rewriter.edits,
        questions: rewriter.questions,
        left: rewriter.left,
    })
}

/// What a body opens with.
pub(super) enum Opening<'n> {
    /// Nothing; the block is no body.
    None,
    /// Guards for these names, and a step.
    Names(&'n [String]),
    /// A frame of this name and line, and guards for its parameters, and a step.
    Frame {
        start: bool,
        name: &'n str,
        line: usize,
        parameters: &'n [Parameter],
    },
}

/// A rewriting under way.
pub(super) struct Rewriter<'s> {
    pub(super) source: &'s Source,
    /// Questions that the compiler has refused.
    pub(super) refused_questions: &'s BTreeSet<usize>,
    pub(super) constants: Constants,
    pub(super) objects: Objects,
    pub(super) edits: Edits,
    /// The question that an edit put in.
    pub(super) questions: BTreeMap<usize, usize>,
    pub(super) asked: usize,
    pub(super) guards: usize,
    /// Names in scope, newest last, with the guard that waits for a value where one does.
    pub(super) deferred: Vec<(String, Option<usize>)>,
    /// The type of the `impl`, or the trait, around a function.
    pub(super) owner: Option<String>,
    /// Functions and modules around an item.
    pub(super) depth: usize,
    main: bool,
    left: Vec<NotRecorded>,
    refused: Option<NotRecorded>,
}

impl<'s> Rewriter<'s> {
    /// Notes what runs without being recorded.
    pub(super) fn leave(&mut self, byte: usize, words: &str) {
        let line = self.source.line(byte);
        self.left.push(NotRecorded {
            line,
            words: words.to_owned(),
        });
    }

    /// Notes why there can be no recording; the first reason stays.
    pub(super) fn refuse(&mut self, byte: usize, words: &str) {
        let line = self.source.line(byte);
        self.refused.get_or_insert(NotRecorded {
            line,
            words: words.to_owned(),
        });
    }

    fn step(&mut self, place: usize, line_of: usize) {
        let line = self.source.line(line_of);
        self.edits
            .insert(place, format!(" crate::__lens::step({line}, {place});"));
    }

    fn open(&mut self, place: usize, line_of: usize, opening: &Opening) {
        match opening {
            Opening::None => {}
            Opening::Names(names) => {
                self.declare(place, names);
                self.step(place, line_of);
            }
            Opening::Frame {
                start,
                name,
                line,
                parameters,
            } => {
                let start = if *start {
                    " crate::__lens::start();"
                } else {
                    ""
                };
                self.edits.insert(
                    place,
                    format!("{start} let __lens_frame = crate::__lens::frame({name:?}, {line});"),
                );
                self.take(place, parameters);
                self.step(place, line_of);
            }
        }
        // What is put in at one place must not stick to the program's next word.
        if !matches!(opening, Opening::None) {
            self.edits.insert(place, " ");
        }
    }

    /// A block: what it opens with, and its statements.
    pub(super) fn block(&mut self, block: &Block, opening: &Opening) {
        let scope = self.deferred.len();
        let braces = self.source.bytes(block.brace_token.span.join());
        // Behind attributes and comments that belong to the block.
        let first = match block.stmts.first() {
            Some(statement) => self.source.range(statement).start,
            None => braces.end.saturating_sub(1),
        };
        self.open(first, braces.start, opening);
        for (index, statement) in block.stmts.iter().enumerate() {
            self.statement(statement, index + 1 == block.stmts.len());
        }
        self.deferred.truncate(scope);
    }

    fn statement(&mut self, statement: &Stmt, last: bool) {
        let range = self.source.range(statement);
        match statement {
            Stmt::Local(local) => {
                if readers::conditional(&local.attrs) {
                    return;
                }
                let names = pattern::names(&local.pat, &self.constants);
                if let Some(init) = &local.init {
                    self.visit_expr(&init.expr);
                    if let Some((_, Expr::Block(otherwise))) = init
                        .diverge
                        .as_ref()
                        .map(|(keyword, otherwise)| (keyword, &**otherwise))
                    {
                        self.block(&otherwise.block, &Opening::Names(&[]));
                    }
                    self.declare(range.end, &names);
                } else {
                    self.declare_later(range.end, &names);
                }
                self.step(range.end, range.start);
            }
            Stmt::Item(item) => {
                self.depth += 1;
                self.visit_item(item);
                self.depth -= 1;
            }
            Stmt::Expr(expression, semicolon) => {
                self.visit_expr(expression);
                if semicolon.is_some() || !last {
                    self.fill(range.end, expression);
                    // A statement that ends in a block is over where the block ends.
                    let line_of = match expression {
                        _ if semicolon.is_some() => range.start,
                        _ => range.end.saturating_sub(1),
                    };
                    self.step(range.end, line_of);
                }
            }
            Stmt::Macro(call) => {
                self.visit_macro(&call.mac);
                if call.semi_token.is_some() || !last {
                    self.step(range.end, range.start);
                }
            }
        }
    }

    /// A body that may be any expression: an arm's or a closure's.
    pub(super) fn body(&mut self, body: &Expr, opening: &Opening) {
        if let Expr::Block(block) = body
            && block.attrs.is_empty()
            && block.label.is_none()
        {
            return self.block(&block.block, opening);
        }
        let scope = self.deferred.len();
        let range = self.source.range(body);
        self.edits.insert(range.start, "{");
        self.open(range.start, range.start, opening);
        self.visit_expr(body);
        if let Expr::Assign(_) = body {
            self.edits.insert(range.end, ";");
            self.fill(range.end, body);
        }
        self.edits.insert(range.end, " }");
        self.deferred.truncate(scope);
    }

    /// A function's body, with its parameters, unless it is to be left alone.
    pub(super) fn function(
        &mut self,
        signature: &Signature,
        attributes: &[Attribute],
        block: &Block,
    ) {
        let place = self.source.range(&signature.fn_token).start;
        let name = signature.ident.to_string();
        let skipped = readers::conditional(attributes)
            || attributes.iter().any(|one| one.path().is_ident("test"));
        if skipped {
            return;
        }
        if signature.constness.is_some() {
            return self.leave(place, &format!("the `const fn` `{name}` is not recorded"));
        }
        if signature.asyncness.is_some() {
            return self.leave(place, &format!("the `async fn` `{name}` is not recorded"));
        }
        let body = self.source.bytes(block.brace_token.span.join());
        let parameters = parameters::of_function(self.source, &self.constants, signature, body);
        let start = name == "main" && self.depth == 0 && self.owner.is_none();
        self.main |= start;
        let full = match &self.owner {
            Some(owner) => format!("{owner}::{name}"),
            None => name,
        };
        let opening = Opening::Frame {
            start,
            name: &full,
            line: self.source.line(place),
            parameters: &parameters,
        };
        let outer = std::mem::take(&mut self.deferred);
        let owner = self.owner.take();
        self.block(block, &opening);
        self.owner = owner;
        self.deferred = outer;
    }

    /// `print!` and `println!` become calls that also note what they print.
    pub(super) fn printing(&mut self, call: &Macro) {
        let name: Vec<String> = call
            .path
            .segments
            .iter()
            .map(|one| one.ident.to_string())
            .collect();
        let line = match name
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            ["println"] | ["std", "println"] => true,
            ["print"] | ["std", "print"] => false,
            _ => return,
        };
        let MacroDelimiter::Paren(parens) = &call.delimiter else {
            return;
        };
        let path = self.source.range(&call.path);
        let parens = self.source.bytes(parens.span.join());
        // The block ends the lives of temporary values where the macro's own does.
        self.edits
            .replace(path, "{ crate::__lens::print(format_args");
        if call.tokens.is_empty() {
            self.edits.insert(parens.start + 1, "\"\"");
        }
        self.edits.insert(parens.end, format!(", {line}); }}"));
    }

    /// An attribute that would reject what is put in becomes blank.
    pub(super) fn blank(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let path = attribute.path();
            if path.is_ident("deny") || path.is_ident("forbid") {
                let range = self.source.range(attribute);
                let text = self.source.text().get(range.clone()).unwrap_or_default();
                let blank: String = text
                    .chars()
                    .map(|letter| if letter == '\n' { '\n' } else { ' ' })
                    .collect();
                self.edits.replace(range, blank);
            }
        }
    }

    /// Visits what lies inside an item or a module, one deeper.
    pub(super) fn inside(&mut self, owner: Option<String>, work: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.owner, owner);
        self.depth += 1;
        work(self);
        self.depth -= 1;
        self.owner = outer;
    }
}
