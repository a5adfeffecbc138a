//! Paragraph and character styles, and what they inherit.

use super::super::xml::Element;
use super::look::{RunLook, shaded};
use crate::domain::margin::View;
use std::collections::HashMap;

/// How far inheritance is followed; more is a circle.
const LONGEST_CHAIN: usize = 40;

/// All styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    /// What each style makes of characters, with all it inherits.
    looks: HashMap<String, RunLook>,
    default_paragraph: Option<String>,
    /// The look of characters that no style says anything about.
    plain: RunLook,
}

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    number: NumberRef,
    outline: Option<u8>,
    run: RunLook,
    /// Whether its paragraphs stand on a ground of another colour.
    shaded: Option<bool>,
    /// Whether anything in it, such as the head of a table, does.
    shaded_anywhere: bool,
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
    pub fn of(properties: &Element, view: View) -> Self {
        let Some(number) = properties.child("numPr") else {
            return Self::default();
        };
        let inserted = number.child("ins").is_some();
        let deleted = number.child("del").is_some();
        if (view == View::Original && inserted) || (view == View::Final && deleted) {
            return Self::default();
        }
        Self {
            list: number.numeral("numId"),
            level: number
                .value("ilvl")
                .and_then(|value| value.trim().parse().ok()),
        }
    }
}

/// Properties as a view has them: the earlier ones where a change of formatting is rejected.
pub fn seen<'a>(properties: &'a Element, change: &str, view: View) -> &'a Element {
    if view != View::Original {
        return properties;
    }
    let earlier = properties.child(change);
    earlier
        .and_then(|change| change.child(&properties.name))
        .unwrap_or(properties)
}

impl Styles {
    /// Reads the style part.
    pub fn read(root: &Element, view: View) -> Self {
        let mut styles = Self::default();
        let plain = root
            .child("docDefaults")
            .and_then(|defaults| defaults.child("rPrDefault")?.child("rPr"));
        styles.plain = plain.map(RunLook::of).unwrap_or_default();
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
            styles.by_id.insert(id.to_owned(), style(element, view));
        }
        let look = |id: &String| {
            let chain = styles.chain(id);
            let look = chain.fold(RunLook::default(), |look, (_, style)| {
                look.or(style.run.clone())
            });
            (id.clone(), look)
        };
        styles.looks = styles.by_id.keys().map(look).collect();
        styles
    }

    /// The style of a paragraph that names this one: that one, when there is such a style, or the
    /// default.
    pub fn effective(&self, named: Option<&str>) -> Option<&str> {
        let known = named.and_then(|id| self.by_id.get_key_value(id));
        known
            .map(|(id, _)| id.as_str())
            .or(self.default_paragraph.as_deref())
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
        self.looks.get(id).cloned().unwrap_or_default()
    }

    /// How characters look that no style says anything about.
    pub const fn plain(&self) -> &RunLook {
        &self.plain
    }

    /// Whether a style puts its paragraphs on a ground of another colour.
    pub fn shaded(&self, id: &str) -> bool {
        self.chain(id)
            .find_map(|(_, style)| style.shaded)
            .unwrap_or(false)
    }

    /// Whether a style puts anything, such as the head of a table, on a ground of another colour.
    pub fn shaded_anywhere(&self, id: &str) -> bool {
        self.chain(id).any(|(_, style)| style.shaded_anywhere)
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

fn style(element: &Element, view: View) -> Style {
    let paragraph = element
        .child("pPr")
        .map(|properties| seen(properties, "pPrChange", view));
    let run = element
        .child("rPr")
        .map(|properties| seen(properties, "rPrChange", view));
    let outline = paragraph.and_then(|properties| properties.value("outlineLvl"));
    Style {
        name: element.value("name").unwrap_or_default().to_owned(),
        based_on: element.value("basedOn").map(str::to_owned),
        number: paragraph
            .map(|properties| NumberRef::of(properties, view))
            .unwrap_or_default(),
        outline: outline.and_then(|value| value.parse().ok()),
        run: run.map(RunLook::of).unwrap_or_default(),
        shaded: paragraph.and_then(shaded),
        shaded_anywhere: any_shade(element),
    }
}

/// Looks for a ground of another colour in a style's own properties and in those of parts of a
/// table.
fn any_shade(style: &Element) -> bool {
    let own = |element: &Element| {
        element
            .elements()
            .any(|properties| shaded(properties) == Some(true))
    };
    own(style)
        || style
            .elements()
            .any(|part| &*part.name == "tblStylePr" && own(part))
}
