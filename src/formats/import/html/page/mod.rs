//! The walk over a page: tags open and close elements, words fall into the block being read.

mod begin;
mod element;
mod end;
mod flow;
mod sink;

pub use sink::Sink;

use super::super::assemble::Label;
use super::super::gather::{Gathered, Mark, Strip};
use super::lists::List;
use super::tables::Table;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::margin::View;
use element::Element;

/// How deep elements may stand in one another; deeper ones only lend their text.
const DEEPEST: usize = 400;

/// A page being read.
pub struct Page {
    view: View,
    /// Everything found so far.
    pub found: Gathered,
    /// What the page calls itself.
    pub title: String,
    open: Vec<Element>,
    /// Elements too deep to be kept.
    beyond: usize,
    lists: Vec<List>,
    tables: Vec<Table>,
    /// Where blocks go: the page, or the cells and menus around.
    outs: Vec<Vec<Strip>>,
    text: String,
    marks: Vec<Mark>,
    label: Option<(Label, bool)>,
    /// Words of links in the menu being read.
    linked: usize,
    menus: Vec<String>,
}

impl Page {
    fn new(view: View) -> Self {
        Self {
            view,
            found: Gathered::default(),
            title: String::new(),
            open: Vec::new(),
            beyond: 0,
            lists: Vec::new(),
            tables: Vec::new(),
            outs: vec![Vec::new()],
            text: String::new(),
            marks: Vec::new(),
            label: None,
            linked: 0,
            menus: Vec::new(),
        }
    }

    /// A word about menus that were left out.
    pub fn menus(&self) -> Option<Diagnostic> {
        let first: String = self.menus.first()?.chars().take(80).collect();
        let message = format!(
            "Menus of the web page were left out: {} in all. The first reads: “{first}”.",
            self.menus.len()
        );
        Some(Diagnostic::new(Severity::Info, "menus", message))
    }

    fn finish(&mut self) {
        while !self.open.is_empty() {
            self.pop();
        }
        self.flush();
        self.found.strips = self.outs.drain(..).flatten().collect();
    }
}
