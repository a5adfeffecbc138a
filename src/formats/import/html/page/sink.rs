//! Hands what the tokenizer finds to the page that is being read.

use super::Page;
use crate::domain::margin::View;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use std::cell::RefCell;

/// Takes what the tokenizer finds.
pub struct Sink {
    page: RefCell<Page>,
}

impl Sink {
    /// For a view.
    pub fn new(view: View) -> Self {
        Self {
            page: RefCell::new(Page::new(view)),
        }
    }

    /// What was read.
    pub fn into_page(self) -> Page {
        let mut page = self.page.into_inner();
        page.finish();
        page
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        match token {
            Token::CharacterTokens(text) => page.say(&text),
            Token::TagToken(tag) => return page.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
