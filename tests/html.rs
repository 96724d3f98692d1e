//! Reading a built page token by token, as a browser does.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;

/// Gives `take` every token of a page in turn, with what was collected so far; returns all of it.
pub fn read<T>(html: &str, collected: T, take: fn(&mut T, Token)) -> T {
    let tokenizer = Tokenizer::new(Sink(RefCell::new(collected), take), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// The value of an attribute.
pub fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|it| &*it.name.local == name);
    found.map(|it| it.value.to_string())
}

struct Sink<T>(RefCell<T>, fn(&mut T, Token));

impl<T> TokenSink for Sink<T> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        (self.1)(&mut self.0.borrow_mut(), token);
        TokenSinkResult::Continue
    }
}
