//! Elements that are open, and what inner ones inherit from those around them.

use super::super::elements::{Role, role, style_hides};
use super::Page;
use crate::domain::margin::{ChangeKind, View};
use html5ever::tokenizer::Tag;

/// An element that is open.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts that inner elements inherit"
)]
pub struct Element {
    pub name: String,
    pub role: Role,
    pub dropped: bool,
    pub hidden: bool,
    pub plain: bool,
    pub heading: Option<u8>,
    pub linked: bool,
    pub event: Option<usize>,
    pub cut: bool,
    /// Where its words begin in the block.
    pub from: usize,
    pub spans: (usize, usize),
    /// How many links of a menu were counted before it.
    pub before: usize,
}

impl Page {
    pub(super) fn element(&mut self, name: &str, role: Role, tag: &Tag) -> Element {
        let around = self.open.last();
        let hides = attribute(tag, "hidden").is_some_and(|way| way != "until-found")
            || attribute(tag, "style").is_some_and(|style| style_hides(&style))
            || (name == "dialog" && attribute(tag, "open").is_none());
        let is_menu = attribute(tag, "role").is_some_and(|role| role == "navigation");
        let number = |name| attribute(tag, name).and_then(|value| value.trim().parse().ok());
        let mut element = Element {
            name: name.to_owned(),
            role: if is_menu && role == Role::Block {
                Role::Menu
            } else {
                role
            },
            dropped: around.is_some_and(|around| around.dropped) || role == Role::Dropped,
            hidden: around.is_some_and(|around| around.hidden) || hides,
            plain: around.is_some_and(|around| around.plain) || role == Role::Plain,
            heading: around.and_then(|around| around.heading),
            linked: around.is_some_and(|around| around.linked) || role == Role::Link,
            event: None,
            cut: around.is_some_and(|around| around.cut),
            from: self.text.len(),
            spans: (
                number("colspan").unwrap_or(1),
                number("rowspan").unwrap_or(1),
            ),
            before: self.linked,
        };
        if let Role::Heading(level) = role {
            element.heading = Some(level);
        }
        if let Role::Change(inserted) = role {
            self.begin_change(&mut element, inserted, tag);
        }
        element
    }

    fn begin_change(&mut self, element: &mut Element, inserted: bool, tag: &Tag) {
        let (kind, cut) = if inserted {
            (ChangeKind::Inserted, self.view == View::Original)
        } else {
            (ChangeKind::Deleted, self.view == View::Final)
        };
        element.event = self.found.change(kind, None, attribute(tag, "datetime"));
        element.cut |= cut;
        if let Some(event) = element.event {
            self.mark(event);
        }
    }
}

pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        role(name),
        Role::Inline | Role::Link | Role::Raised | Role::Quote | Role::Change(_)
    )
}

pub(super) fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}
