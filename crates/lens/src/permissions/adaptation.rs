//! What makes a program a module of another text.
//!
//! Copies of the program stand beside each other in modules, so paths that begin at the crate begin
//! at the module, and what only a crate can have is left out. Where a person's text is read back,
//! long lines are broken, since rustc cuts lines that are wider than its page, and so are the heads
//! of `for` and `match`: there `list` can be lent and `list.iter()` used later, and on one line the
//! two could not be told apart.

use super::asking::Reading;
use crate::edit::Edits;
use crate::edition::Edition;
use crate::source::Source;
use proc_macro2::{Spacing, TokenStream, TokenTree};
use std::ops::Range;
use syn::visit::{self, Visit};
use syn::{AttrStyle, Attribute, Meta, UseTree};

/// Columns after which a line is broken; of rustc's 140 the gutter and a copy's own words take
/// some.
const WIDEST: usize = 90;

/// The changes that every copy needs.
pub(super) struct Adaptation {
    /// The ends of the word `crate` where a path begins with it.
    crates: Vec<usize>,
    /// The beginnings of paths that begin at the crate without saying so, as in the edition 2015.
    roots: Vec<usize>,
    /// What only a crate can have.
    blanked: Vec<Range<usize>>,
    /// Where a long line is broken.
    breaks: Vec<usize>,
}

impl Adaptation {
    pub fn of(source: &Source, edition: Edition, reading: Reading) -> Adaptation {
        let mut syntax = OfTheCrate {
            source,
            edition,
            blanked: Vec::new(),
            roots: Vec::new(),
            heads: Vec::new(),
        };
        syntax.visit_file(source.file());
        let OfTheCrate {
            mut blanked,
            roots,
            heads,
            ..
        } = syntax;
        let start = source.start();
        if start > 0 {
            blanked.push(0..start);
        }
        let mut tokens = Tokens {
            source,
            heads,
            crates: Vec::new(),
            breaks: Vec::new(),
            line_start: 0,
            before: None,
        };
        if let Ok(stream) = source.text()[start..].parse::<TokenStream>() {
            tokens.read(stream);
            tokens.end_line(source.text().len());
        }
        Adaptation {
            crates: tokens.crates,
            roots,
            blanked,
            breaks: match reading {
                Reading::Json => Vec::new(),
                Reading::Rendered => tokens.breaks,
            },
        }
    }

    /// Adds the changes for the module `c{number}`.
    pub fn apply(&self, number: usize, edits: &mut Edits) {
        for place in &self.breaks {
            edits.insert(*place, "\n");
        }
        for end in &self.crates {
            edits.insert(*end, format!("::c{number}"));
        }
        for start in &self.roots {
            edits.insert(*start, format!("c{number}::"));
        }
        for range in &self.blanked {
            edits.replace(range.clone(), "");
        }
    }
}

/// Finds the word `crate` before `::`, inside of macros too, and the places to break lines at.
struct Tokens<'s> {
    source: &'s Source,
    /// The heads of loops and matches.
    heads: Vec<Range<usize>>,
    crates: Vec<usize>,
    breaks: Vec<usize>,
    /// The byte at which the line that is being read begins; a break begins another.
    line_start: usize,
    /// The end of the token before, where a break may follow it.
    before: Option<usize>,
}

impl Tokens<'_> {
    fn read(&mut self, stream: TokenStream) {
        let mut after_crate = None;
        for token in stream {
            let before = after_crate.take();
            match token {
                TokenTree::Group(group) => {
                    self.token(&self.source.bytes(group.span_open()), true);
                    self.read(group.stream());
                    self.token(&self.source.bytes(group.span_close()), true);
                }
                TokenTree::Ident(word) => {
                    let range = self.source.bytes(word.span());
                    self.token(&range, true);
                    if word == "crate" {
                        after_crate = Some(range.end);
                    }
                }
                TokenTree::Punct(point) => {
                    let is_whole = point.spacing() == Spacing::Alone;
                    self.token(&self.source.bytes(point.span()), is_whole);
                    if point.as_char() == ':' {
                        self.crates.extend(before);
                    }
                }
                TokenTree::Literal(literal) => {
                    self.token(&self.source.bytes(literal.span()), true);
                }
            }
        }
    }

    /// A token, behind which a line may be broken where it is whole.
    fn token(&mut self, range: &Range<usize>, is_whole: bool) {
        let text = self.source.text();
        let from = self.before.unwrap_or(self.line_start).min(range.start);
        if let Some(last) = text[from..range.start].rfind('\n') {
            let first = text[from..].find('\n').map_or(range.start, |it| from + it);
            self.end_line(first);
            self.line_start = from + last + 1;
        }
        let is_wide = range.end.saturating_sub(self.line_start) > WIDEST;
        let is_first = text[self.line_start.min(range.start)..range.start]
            .trim()
            .is_empty();
        // A place can be all of the head, or only what stands before one of these.
        let is_longer = text[range.clone()].starts_with(['.', '[', '(', '?'])
            && self.heads.iter().any(|head| head.contains(&range.start));
        if (is_wide || is_longer) && !is_first && self.before.is_some() {
            self.breaks.push(range.start);
            self.line_start = range.start;
        }
        // A token of several lines.
        if let Some(last) = text[range.clone()].rfind('\n') {
            self.line_start = range.start + last + 1;
        }
        self.before = is_whole.then_some(range.end);
    }

    /// Where the line ends in a long comment, the comment gets a line of its own.
    fn end_line(&mut self, end: usize) {
        let is_wide = end.saturating_sub(self.line_start) > WIDEST;
        if let Some(before) = self.before.filter(|_| is_wide)
            && before < end
        {
            self.breaks.push(before);
        }
    }
}

struct OfTheCrate<'s> {
    source: &'s Source,
    edition: Edition,
    blanked: Vec<Range<usize>>,
    roots: Vec<usize>,
    /// The heads of loops and matches.
    heads: Vec<Range<usize>>,
}

impl OfTheCrate<'_> {
    /// The first word of a path that begins at the crate.
    fn root(&mut self, word: &syn::Ident) {
        const ELSEWHERE: [&str; 7] = [
            "std",
            "core",
            "alloc",
            "proc_macro",
            "self",
            "super",
            "crate",
        ];
        let is_old = self.edition == Edition::Rust2015;
        let name = word.to_string();
        if is_old && !ELSEWHERE.contains(&name.as_str()) {
            self.roots.push(self.source.bytes(word.span()).start);
        }
    }

    fn used(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.root(&path.ident),
            UseTree::Name(name) => self.root(&name.ident),
            UseTree::Rename(renamed) => self.root(&renamed.ident),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.used(tree);
                }
            }
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for OfTheCrate<'_> {
    fn visit_file(&mut self, file: &'ast syn::File) {
        let inner = file.attrs.iter();
        self.blanked.extend(inner.map(|it| self.source.range(it)));
        for item in &file.items {
            self.visit_item(item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.visit_visibility(&item.vis);
        self.used(&item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let (Some(_), Some(first)) = (&path.leading_colon, path.segments.first()) {
            self.root(&first.ident);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_for_loop(&mut self, it: &'ast syn::ExprForLoop) {
        self.heads.push(self.source.range(&it.expr));
        visit::visit_expr_for_loop(self, it);
    }

    fn visit_expr_match(&mut self, it: &'ast syn::ExprMatch) {
        self.heads.push(self.source.range(&it.expr));
        visit::visit_expr_match(self, it);
    }

    fn visit_expr_let(&mut self, it: &'ast syn::ExprLet) {
        self.heads.push(self.source.range(&it.expr));
        visit::visit_expr_let(self, it);
    }

    fn visit_vis_restricted(&mut self, vis: &'ast syn::VisRestricted) {
        if let (Some(_), Some(first)) = (&vis.in_token, vis.path.segments.first()) {
            self.root(&first.ident);
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        const ONCE_A_CRATE: [&str; 5] = [
            "macro_export",
            "no_mangle",
            "export_name",
            "global_allocator",
            "panic_handler",
        ];
        let path = match &attribute.meta {
            // `#[unsafe(no_mangle)]`
            Meta::List(list) if list.path.is_ident("unsafe") => list
                .tokens
                .clone()
                .into_iter()
                .next()
                .map(|it| it.to_string()),
            meta => meta.path().get_ident().map(ToString::to_string),
        };
        let is_outer = matches!(attribute.style, AttrStyle::Outer);
        if is_outer && path.is_some_and(|path| ONCE_A_CRATE.contains(&path.as_str())) {
            self.blanked.push(self.source.range(attribute));
        }
    }
}
