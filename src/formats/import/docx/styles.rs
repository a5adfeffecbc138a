//! Paragraph and character styles, and what they inherit.

use super::xml::Element;
use std::collections::HashMap;

/// How far inheritance is followed; more is a circle.
const LONGEST_CHAIN: usize = 40;

/// All styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    number: NumberRef,
    outline: Option<u8>,
    run: RunLook,
}

/// A reference to a list, as far as one place gives it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct NumberRef {
    /// The list; 0 means expressly none.
    pub list: Option<u32>,
    /// The level in it.
    pub level: Option<u8>,
}

impl NumberRef {
    /// The reference in a paragraph's properties.
    pub fn of(properties: &Element) -> Self {
        let Some(number) = properties.child("numPr") else {
            return Self::default();
        };
        Self {
            list: number
                .value("numId")
                .and_then(|value| value.trim().parse().ok()),
            level: number
                .value("ilvl")
                .and_then(|value| value.trim().parse().ok()),
        }
    }
}

/// How characters look, as far as it changes what is read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct RunLook {
    /// Not shown.
    pub hidden: Option<bool>,
    /// Shown in capitals.
    pub capitals: Option<bool>,
}

impl RunLook {
    /// The look that a set of run properties gives.
    pub fn of(properties: &Element) -> Self {
        Self {
            hidden: properties.switch("vanish"),
            capitals: properties.switch("caps"),
        }
    }

    /// This look where it says something, the other elsewhere.
    pub fn or(self, other: Self) -> Self {
        Self {
            hidden: self.hidden.or(other.hidden),
            capitals: self.capitals.or(other.capitals),
        }
    }
}

impl Styles {
    /// Reads the style part.
    pub fn read(root: &Element) -> Self {
        let mut styles = Self::default();
        for element in root.elements().filter(|element| &*element.name == "style") {
            let Some(id) = element.attribute("styleId") else {
                continue;
            };
            let paragraph = element
                .attribute("type")
                .is_none_or(|kind| kind == "paragraph");
            let default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
            if paragraph && default {
                styles.default_paragraph = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), style(element));
        }
        styles
    }

    /// The style of a paragraph that names none.
    pub fn default_paragraph(&self) -> Option<&str> {
        self.default_paragraph.as_deref()
    }

    /// A style and those it is based on, nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = self.by_id.get_key_value(id);
        let next = |(_, style): &(&'a String, &'a Style)| {
            self.by_id.get_key_value(style.based_on.as_deref()?)
        };
        let chain = std::iter::successors(first, next).take(LONGEST_CHAIN);
        chain.map(|(id, style)| (id.as_str(), style))
    }

    /// Ids of a style and those it is based on, nearest first.
    pub fn lineage<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        self.chain(id).map(|(id, _)| id)
    }

    /// The list reference that a style gives.
    pub fn number(&self, id: &str) -> NumberRef {
        let mut number = NumberRef::default();
        for (_, style) in self.chain(id) {
            number.list = number.list.or(style.number.list);
            number.level = number.level.or(style.number.level);
        }
        number
    }

    /// How a style makes characters look.
    pub fn look(&self, id: &str) -> RunLook {
        self.chain(id)
            .fold(RunLook::default(), |look, (_, style)| look.or(style.run))
    }

    /// The heading level of a style: 1 is the highest; nothing for running text.
    pub fn heading(&self, id: &str) -> Option<u8> {
        for (_, style) in self.chain(id) {
            if let Some(outline) = style.outline {
                return heading_level(outline);
            }
            if let Some(level) = named_heading(&style.name) {
                return Some(level);
            }
        }
        None
    }

    /// Whether a style is the one for titles.
    pub fn is_title(&self, id: &str) -> bool {
        self.chain(id)
            .any(|(_, style)| style.name.eq_ignore_ascii_case("title"))
    }
}

/// A heading level from an outline level, where 9 means running text.
pub const fn heading_level(outline: u8) -> Option<u8> {
    if outline < 9 { Some(outline + 1) } else { None }
}

fn named_heading(name: &str) -> Option<u8> {
    let lower = name.to_ascii_lowercase();
    if lower == "title" {
        return Some(1);
    }
    let level = lower.strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

fn style(element: &Element) -> Style {
    let paragraph = element.child("pPr");
    let outline = paragraph.and_then(|properties| properties.value("outlineLvl"));
    Style {
        name: element.value("name").unwrap_or_default().to_owned(),
        based_on: element.value("basedOn").map(str::to_owned),
        number: paragraph.map(NumberRef::of).unwrap_or_default(),
        outline: outline.and_then(|value| value.parse().ok()),
        run: element.child("rPr").map(RunLook::of).unwrap_or_default(),
    }
}
