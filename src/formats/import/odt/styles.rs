//! Styles: what is hidden, in capitals, centred or numbered because its style says so.

use super::super::xml::Element;
use super::lists::ListStyle;
use std::collections::HashMap;

/// How many styles may stand behind one another.
const LONGEST_LINE: usize = 40;

/// All styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    paragraphs: HashMap<String, Style>,
    texts: HashMap<String, Style>,
    /// Lists, by name.
    pub lists: HashMap<String, ListStyle>,
    /// Numbers of headings.
    pub outline: ListStyle,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    display_name: Option<String>,
    list: Option<String>,
    look: Look,
    centered: Option<bool>,
    new_page: Option<bool>,
}

/// How letters look, where that changes what is read.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Look {
    /// Not shown at all.
    pub hidden: Option<bool>,
    /// Shown in capitals.
    pub capitals: Option<bool>,
    /// The font, when it is named.
    pub font: Option<String>,
}

impl Look {
    /// This look, and where it says nothing the one around it.
    pub fn over(self, around: &Self) -> Self {
        Self {
            hidden: self.hidden.or(around.hidden),
            capitals: self.capitals.or(around.capitals),
            font: self.font.or_else(|| around.font.clone()),
        }
    }
}

impl Styles {
    /// Takes in all styles under an element.
    pub fn read(&mut self, root: &Element) {
        for group in root.elements() {
            if !matches!(&*group.name, "styles" | "automatic-styles") {
                continue;
            }
            for element in group.elements() {
                match &*element.name {
                    "style" => self.style(element),
                    "list-style" => {
                        if let Some(name) = element.attribute("name") {
                            let style = ListStyle::read(element);
                            self.lists.insert(name.to_owned(), style);
                        }
                    }
                    "outline-style" => self.outline = ListStyle::read(element),
                    _ => {}
                }
            }
        }
    }

    fn style(&mut self, element: &Element) {
        let Some(name) = element.attribute("name") else {
            return;
        };
        let family = match element.attribute("family") {
            Some("paragraph") => &mut self.paragraphs,
            Some("text") => &mut self.texts,
            _ => return,
        };
        let letters = element.child("text-properties");
        let lines = element.child("paragraph-properties");
        let own = |name| element.attribute(name).map(str::to_owned);
        let style = Style {
            parent: own("parent-style-name"),
            display_name: own("display-name"),
            list: own("list-style-name"),
            look: letters.map(look).unwrap_or_default(),
            centered: lines
                .and_then(|lines| lines.attribute("text-align"))
                .map(|align| align == "center"),
            new_page: lines
                .and_then(|lines| lines.attribute("break-before"))
                .map(|place| place == "page")
                .or_else(|| own("master-page-name").map(|name| !name.is_empty())),
        };
        family.insert(name.to_owned(), style);
    }

    fn paragraph_line<'a>(
        &'a self,
        name: &str,
    ) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
        line(&self.paragraphs, name)
    }

    /// The list style that a paragraph style brings; an empty name takes an inherited one away.
    pub fn list_of(&self, name: &str) -> Option<&str> {
        let mut line = self.paragraph_line(name);
        let list = line.find_map(|(_, style)| style.list.as_deref())?;
        Some(list).filter(|list| !list.is_empty())
    }

    /// How letters look in a paragraph of this style.
    pub fn paragraph_look(&self, name: &str) -> Look {
        self.paragraph_line(name)
            .fold(Look::default(), |look, (_, style)| look.over(&style.look))
    }

    /// How letters look in a stretch of this style.
    pub fn text_look(&self, name: &str) -> Look {
        line(&self.texts, name).fold(Look::default(), |look, (_, style)| look.over(&style.look))
    }

    /// Whether paragraphs of this style stand in the middle.
    pub fn is_centered(&self, name: &str) -> bool {
        let mut line = self.paragraph_line(name);
        line.find_map(|(_, style)| style.centered).unwrap_or(false)
    }

    /// Whether a paragraph of this style begins a page.
    pub fn begins_page(&self, name: &str) -> bool {
        let mut line = self.paragraph_line(name);
        line.find_map(|(_, style)| style.new_page).unwrap_or(false)
    }

    /// Whether this is the style for titles.
    pub fn is_title(&self, name: &str) -> bool {
        let mut line = self.paragraph_line(name);
        name == "Title"
            || line.any(|(name, style)| {
                name == "Title" || style.display_name.as_deref() == Some("Title")
            })
    }
}

/// A style and those behind it.
fn line<'a>(
    family: &'a HashMap<String, Style>,
    name: &str,
) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
    let first = family.get_key_value(name);
    let next = |(_, style): &(&'a str, &'a Style)| {
        let parent = style.parent.as_deref()?;
        family
            .get_key_value(parent)
            .map(|(name, style)| (&**name, style))
    };
    std::iter::successors(first.map(|(name, style)| (&**name, style)), next).take(LONGEST_LINE)
}

fn look(properties: &Element) -> Look {
    let capitals = properties
        .attribute("text-transform")
        .map(|way| way == "uppercase");
    Look {
        hidden: properties
            .attribute("display")
            .map(|display| display == "none"),
        capitals,
        font: properties
            .attribute("font-name")
            .or_else(|| properties.attribute("font-family"))
            .map(str::to_owned),
    }
}
