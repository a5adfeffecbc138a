//! A text to read in a box: help, the receipt.

use crate::app::action::Action;

/// How far a text was scrolled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page {
    /// Rows scrolled past.
    pub scroll: usize,
}

impl Page {
    /// Scrolls; the end is found when it is drawn.
    pub(crate) fn act(&mut self, action: Action, page: usize) {
        let page = page.saturating_sub(1).max(1);
        match action {
            Action::Down => self.scroll = self.scroll.saturating_add(1),
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(page),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(page),
            Action::First => self.scroll = 0,
            Action::Last => self.scroll = usize::MAX,
            _ => {}
        }
    }
}
