//! Whether a text is nested too deeply to be parsed.
//!
//! A parser that goes down with its text needs stack for every level, and running out of it cannot be
//! caught. So the tokens are measured first, without going down: each that opens a level counts for
//! the stack that the parser was seen to take for it, in kibibytes of an unoptimised build.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree, token_stream};

/// Threads have two mebibytes unless somebody asks for more.
const BOUND: usize = 1_600;

const GROUP: usize = 45;
const BLOCK: usize = 26;
const TYPE: usize = 60;
const POINTER: usize = 40;
const PREFIX: usize = 12;
const OPERATOR: usize = 2;

/// Words that a new expression, pattern or type follows.
const OPENING: [&str; 15] = [
    "as", "break", "const", "dyn", "else", "if", "impl", "in", "let", "match", "move", "mut",
    "ref", "return", "while",
];

/// The tokens between two delimiters, on the way through them.
struct Level {
    tokens: std::iter::Peekable<token_stream::IntoIter>,
    /// What counts for the levels around this one.
    outside: usize,
    /// What counts in the expression or the type under way.
    open: usize,
    /// Types of that which wait for their `>`.
    angles: usize,
    /// Whether an operand has just ended, so that an operator would be one between two.
    operand: bool,
    /// The sign before, where it belongs together with the next one.
    joint: char,
}

/// Tells the line at which a text is nested too deeply.
pub(super) fn too_deep(tokens: TokenStream) -> Option<usize> {
    let level = |tokens: TokenStream, outside| Level {
        tokens: tokens.into_iter().peekable(),
        outside,
        open: 0,
        angles: 0,
        operand: false,
        joint: ' ',
    };
    let mut levels = vec![level(tokens, 0)];
    while let Some(innermost) = levels.last_mut() {
        let Some(token) = innermost.tokens.next() else {
            levels.pop();
            continue;
        };
        let inside = innermost.count(&token);
        if innermost.outside + innermost.open > BOUND {
            return Some(token.span().start().line);
        }
        if let (Some(own), TokenTree::Group(group)) = (inside, token) {
            let outside = innermost.outside + innermost.open + own;
            innermost.after(group.delimiter());
            levels.push(level(group.stream(), outside));
        }
    }
    None
}

impl Level {
    /// Counts one token; for a group what it counts for itself.
    fn count(&mut self, token: &TokenTree) -> Option<usize> {
        let joint = std::mem::replace(&mut self.joint, ' ');
        match token {
            TokenTree::Group(group) => {
                return Some(match group.delimiter() {
                    Delimiter::Brace => BLOCK,
                    _ => GROUP,
                });
            }
            TokenTree::Literal(_) => self.operand = true,
            TokenTree::Ident(word) => {
                let opens = OPENING.iter().any(|opening| word == opening);
                self.open += if opens { PREFIX } else { 0 };
                self.operand = !opens;
            }
            TokenTree::Punct(sign) => {
                match (joint, sign.as_char()) {
                    (_, ';') => (self.open, self.angles) = (0, 0),
                    ('=', '>') => (self.open, self.angles) = (2 * PREFIX, 0),
                    (_, ',') => self.open = self.angles * TYPE,
                    ('-', '>') => self.open += TYPE,
                    (_, '<') => {
                        self.open += TYPE;
                        self.angles += 1;
                    }
                    (_, '>') if self.angles > 0 => {
                        self.open = self.open.saturating_sub(TYPE);
                        self.angles -= 1;
                    }
                    (_, '&' | '*') if !self.operand => self.open += POINTER,
                    (_, '.' | ':' | '?') => self.open += OPERATOR,
                    (_, '=' | '|') => self.open += PREFIX,
                    _ if self.operand => self.open += OPERATOR,
                    _ => self.open += PREFIX,
                }
                self.operand = matches!(sign.as_char(), '?' | '>');
                if sign.spacing() == Spacing::Joint {
                    self.joint = sign.as_char();
                }
            }
        }
        None
    }

    /// Behind a block a new statement or item begins, unless the next word goes on with it.
    fn after(&mut self, delimiter: Delimiter) {
        self.operand = true;
        let goes_on = match self.tokens.peek() {
            Some(TokenTree::Ident(word)) => word == "else" || word == "as",
            Some(TokenTree::Punct(_)) => true,
            _ => false,
        };
        if delimiter == Delimiter::Brace && !goes_on {
            (self.open, self.angles) = (0, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Source;

    /// Each of these would take more stack than there is.
    #[test]
    fn what_is_nested_without_end_is_refused() {
        for (before, one, middle, close) in [
            ("let x = ", "(", "1", ")"),
            ("", "{", "1;", "}"),
            ("let x = ", "[", "1", "]"),
            ("let x = ", "!", "1", ""),
            ("let x: ", "V<", "u8", ">"),
            ("let x: ", "V<u8, V<", "u8", ">>"),
            ("let x: ", "*const ", "u8", ""),
            ("let x: ", "&", "u8", ""),
            ("let x: ", "[", "u8", "; 1]"),
            ("let x: ", "(", "u8", ",)"),
            ("let x: ", "fn() -> ", "u8", ""),
            ("let x: ", "impl Fn(", "u8", ")"),
            ("let x = ", "|a| ", "1", ""),
            ("let x = ", "a = ", "1", ""),
            ("let x = ", "return ", "1", ""),
            ("let x = ", "1 + ", "1", ""),
            ("let x = ", "a.b() + ", "1", ""),
            ("let x = a", ".b()", "", ""),
            ("let x = a", "?", "", ""),
            ("", "if a { b } else ", "{ }", ""),
            ("", "if a { ", "b", " }"),
            ("", "match a { _ => ", "b", " }"),
            ("let x = ", "match a { _ if ", "b", " => 1 }"),
            ("let x = ", "a {} + ", "b", ""),
            ("let x = ", "a::<", "b", ">()"),
            ("let ", "A(", "b", ") = 1"),
            ("let ", "&", "b", " = 1"),
            ("m!", "(", "", ")"),
        ] {
            let (opened, closed) = (one.repeat(5_000), close.repeat(5_000));
            let text = format!("fn main() {{\n{before}{opened}{middle}{closed}; }}");
            let error = Source::parse(&text).err().expect(one);
            assert_eq!(error.line, 2, "{one}: {error}");
            // The deepest that is let through does not run out of stack.
            for depth in [10, 15, 20, 30, 40, 60, 90, 130, 200, 400, 800] {
                let (opened, closed) = (one.repeat(depth), close.repeat(depth));
                let text = format!("fn main() {{\n{before}{opened}{middle}{closed}; }}");
                if let Ok(source) = Source::parse(&text) {
                    let _ = crate::memory::record(&source);
                }
            }
        }
    }

    #[test]
    fn what_people_write_is_not_refused() {
        let long = format!(
            "fn main() {{ let all = [{}]; {} match n {{ {} _ => 0 }} }} {}",
            "a < b, ".repeat(20),
            "if a < b { c(d) } *x = &y; ".repeat(500),
            "n if n < 5 && n > 2 => { 1 } n if n < 3 => f(|a| b), ".repeat(200),
            "impl<T> A<T> for B<C<T>> { fn a(&self) -> Vec<D> { self.e } } ".repeat(500),
        );
        Source::parse(&long).expect("a long program");
        let deep = format!(
            "fn main() {{ {} let x: Vec<Option<Box<dyn Fn(&u8) -> Rc<A<B>>>>>; {} }}",
            "for a in b.c(d) { if e { ".repeat(10),
            "} }".repeat(10)
        );
        Source::parse(&deep).expect("a deep program");
    }
}
