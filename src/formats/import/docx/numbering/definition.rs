//! Definitions of lists: what each level looks like, and what single lists change about it.

use super::super::super::xml::Element;
use super::super::look::RunLook;
use super::{LARGEST, LEVELS};

/// A list definition, shared by all lists that refer to it.
#[derive(Debug, Default)]
pub struct Definition {
    /// Its levels, as far as they are defined.
    pub levels: [Option<Level>; LEVELS],
    /// Says that the definition stands in a numbering style.
    pub link: Option<String>,
}

/// A list: a use of a definition.
#[derive(Debug, Default)]
pub struct List {
    /// Its definition.
    pub definition: u32,
    /// First numbers of its own, which hold once.
    pub starts: [Option<u32>; LEVELS],
    /// Levels of its own.
    pub levels: [Option<Level>; LEVELS],
}

/// A level of a list.
#[derive(Debug, Clone)]
pub struct Level {
    /// Its first number.
    pub start: u32,
    /// How numbers are written.
    pub format: String,
    /// The label, with `%1` to `%9` for the numbers of those levels.
    pub text: String,
    /// All numbers in the label in digits, whatever their own levels say.
    pub legal: bool,
    /// After which level (counted from 1) this one begins anew; 0 is never.
    pub restart: Option<usize>,
    /// The paragraph style that this level belongs to.
    pub style: Option<String>,
    /// Whether the text follows without a blank.
    pub tight: bool,
    /// Whether the mark is a picture.
    pub picture: bool,
    /// How the label looks, where it differs from the paragraph.
    pub look: RunLook,
}

/// Reads a definition.
pub fn definition(element: &Element) -> Definition {
    let mut definition = Definition {
        link: element.value("numStyleLink").map(str::to_owned),
        ..Definition::default()
    };
    for child in element.elements().filter(|child| &*child.name == "lvl") {
        keep_level(child, &mut definition.levels);
    }
    definition
}

/// Reads a list.
pub fn list(element: &Element) -> List {
    let mut list = List {
        definition: element.numeral("abstractNumId").unwrap_or(u32::MAX),
        ..List::default()
    };
    for child in element
        .elements()
        .filter(|child| &*child.name == "lvlOverride")
    {
        let level = child.number("ilvl").map_or(LEVELS, |level| level as usize);
        if let Some(start) = list.starts.get_mut(level) {
            *start = child.numeral("startOverride");
        }
        if let Some(own) = child.child("lvl") {
            keep_level(own, &mut list.levels);
        }
    }
    list
}

fn keep_level(element: &Element, levels: &mut [Option<Level>; LEVELS]) {
    let index = element
        .number("ilvl")
        .map_or(LEVELS, |level| level as usize);
    if let Some(slot) = levels.get_mut(index) {
        *slot = Some(level(element));
    }
}

fn level(element: &Element) -> Level {
    Level {
        start: element.numeral("start").unwrap_or(0).min(LARGEST),
        format: format_of(element).to_owned(),
        text: element.value("lvlText").unwrap_or_default().to_owned(),
        legal: element.switch("isLgl").unwrap_or(false),
        restart: element.numeral("lvlRestart").map(|level| level as usize),
        style: element.value("pStyle").map(str::to_owned),
        tight: element.value("suff") == Some("nothing"),
        picture: element.child("lvlPicBulletId").is_some(),
        look: element.child("rPr").map(RunLook::of).unwrap_or_default(),
    }
}

/// The format of a level. A format newer than the file format stands beside an older one.
fn format_of(level: &Element) -> &str {
    let newer = level
        .child("AlternateContent")
        .and_then(|both| both.child("Choice")?.child("numFmt"));
    let format = newer.or_else(|| level.child("numFmt"));
    match format.map(|format| (format.attribute("val"), format.attribute("format"))) {
        // Formats of one's own are written as a sample, such as `001, 002, 003, ...`.
        Some((Some("custom"), Some(sample))) => sample,
        Some((Some(name), _)) => name,
        _ => "decimal",
    }
}
