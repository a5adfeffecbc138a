//! List items and numbered paragraphs: which numbers the paragraphs in them get.

use super::super::xml::Element;
use super::body::Body;
use super::lists::ListMark;

/// The list item that a paragraph stands in.
#[derive(Debug, Clone)]
pub struct Item {
    style: Option<String>,
    level: usize,
    counters: usize,
    /// Whether the next paragraph gets the item's number.
    pub(super) numbered: bool,
    start: Option<u32>,
}

impl<'a> Body<'a> {
    pub(super) fn list(&mut self, list: &'a Element, around: Option<&Item>) {
        let named = list.attribute("style-name").map(str::to_owned);
        let style = named
            .or_else(|| around.and_then(|item| item.style.clone()))
            .or_else(|| self.style_of_first(list));
        let (level, counters) = match around {
            Some(item) => (item.level + 1, item.counters),
            None => (
                0,
                self.running
                    .begin(list, style.as_deref().unwrap_or_default()),
            ),
        };
        for element in list.elements() {
            let numbered = &*element.name == "list-item";
            if !numbered && &*element.name != "list-header" {
                continue;
            }
            let start = element
                .attribute("start-value")
                .and_then(|value| value.parse().ok());
            let own = element.attribute("style-override").map(str::to_owned);
            let mut item = Item {
                style: own.or_else(|| style.clone()),
                level,
                counters,
                numbered,
                start,
            };
            self.blocks(element, Some(&mut item));
        }
    }

    /// The list style that the first paragraph of a list brings along.
    fn style_of_first(&self, list: &Element) -> Option<String> {
        let mut element = list;
        for _ in 0..20 {
            let inside = element.elements().find(|child| {
                matches!(
                    &*child.name,
                    "list-item" | "list" | "list-header" | "p" | "h"
                )
            })?;
            if matches!(&*inside.name, "p" | "h") {
                let style = inside.attribute("style-name")?;
                return self.styles.list_of(style).map(str::to_owned);
            }
            element = inside;
        }
        None
    }

    pub(super) fn numbered(&mut self, element: &'a Element) {
        let level: usize = element
            .attribute("level")
            .and_then(|level| level.parse().ok())
            .unwrap_or(1);
        let style = element.attribute("style-name").map(str::to_owned);
        let style = style.or_else(|| self.style_of_first(element));
        let counters = self
            .running
            .begin(element, style.as_deref().unwrap_or_default());
        let mut item = Item {
            style,
            level: level.saturating_sub(1),
            counters,
            numbered: true,
            start: element
                .attribute("start-value")
                .and_then(|value| value.parse().ok()),
        };
        self.blocks(element, Some(&mut item));
    }

    pub(super) fn item_mark(&mut self, item: &Item) -> Option<ListMark> {
        let style = self.styles.lists.get(item.style.as_deref()?)?;
        let counters = self.running.counters(item.counters);
        style.next(counters, item.level, item.start)
    }
}
