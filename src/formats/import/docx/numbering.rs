//! Automatic numbers, resolved to what Word shows: `Article 1`, `1.1`, `(a)`.
//!
//! A document says only "level 2 of list 7"; the printed label follows from every numbered
//! paragraph before it. Lists that share a definition share their counters, and a list may restart
//! a level once, where it is first used.

use super::super::assemble::Label;
use super::numerals;
use super::styles::{NumberRef, Styles};
use super::xml::Element;
use std::collections::{HashMap, HashSet};

/// Word knows nine levels.
const LEVELS: usize = 9;
/// The highest number worth showing.
const LARGEST: u32 = 1_000_000;

/// All list definitions, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Restarts that have taken place: list and level.
    restarted: HashSet<(u32, usize)>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    /// Says that the definition stands in a numbering style.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// All numbers in the label in digits, whatever their own levels say.
    legal: bool,
    /// After which level (counted from 1) this one begins anew; 0 is never.
    restart: Option<usize>,
    style: Option<String>,
    tight: bool,
    picture: bool,
}

/// The mark or number before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A number.
    Number(Label),
    /// A bullet or dash.
    Bullet(String),
}

impl Numbering {
    /// Reads the numbering part.
    pub fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match &*element.name {
                "abstractNum" => {
                    if let Some(id) = number(element.attribute("abstractNumId")) {
                        numbering.definitions.insert(id, definition(element));
                    }
                }
                "num" => {
                    if let Some(id) = number(element.attribute("numId")) {
                        numbering.lists.insert(id, list(element));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts one paragraph and gives what stands before it.
    pub fn next(&mut self, own: &NumberRef, style: Option<&str>, styles: &Styles) -> Option<Mark> {
        let inherited = style.map(|id| styles.number(id)).unwrap_or_default();
        let id = own.list.or(inherited.list).filter(|&id| id != 0)?;
        let definition = self.definition_of(id, styles)?;
        let linked = || self.level_for_style(id, definition, style?, styles);
        let level = match own {
            NumberRef {
                level: Some(level), ..
            } => usize::from(*level),
            NumberRef { list: Some(_), .. } => linked().unwrap_or(0),
            NumberRef { .. } => linked().or(inherited.level.map(usize::from)).unwrap_or(0),
        };
        let level = level.min(LEVELS - 1);
        self.count(id, definition, level);
        self.mark(id, definition, level)
    }

    /// The definition that really holds a list's levels.
    fn definition_of(&self, list: u32, styles: &Styles) -> Option<u32> {
        let mut id = self.lists.get(&list)?.definition;
        for _ in 0..LEVELS {
            let definition = self.definitions.get(&id)?;
            let Some(style) = &definition.link else {
                return Some(id);
            };
            id = self.lists.get(&styles.number(style).list?)?.definition;
        }
        None
    }

    fn level_for_style(
        &self,
        list: u32,
        definition: u32,
        style: &str,
        styles: &Styles,
    ) -> Option<usize> {
        let is_for = |level: usize, id: &str| {
            self.level(list, definition, level)
                .is_some_and(|level| level.style.as_deref() == Some(id))
        };
        let mut lineage = styles.lineage(style);
        lineage.find_map(|id| (0..LEVELS).find(|&level| is_for(level, id)))
    }

    fn level(&self, list: u32, definition: u32, level: usize) -> Option<&Level> {
        let own = self
            .lists
            .get(&list)
            .and_then(|list| list.levels.get(level)?.as_ref());
        own.or_else(|| {
            self.definitions
                .get(&definition)?
                .levels
                .get(level)?
                .as_ref()
        })
    }

    fn start(&self, list: u32, definition: u32, level: usize) -> u32 {
        let own = self.lists.get(&list).and_then(|list| list.starts[level]);
        let defined = || self.level(list, definition, level).map(|level| level.start);
        own.or_else(defined).unwrap_or(1)
    }

    fn count(&mut self, list: u32, definition: u32, level: usize) {
        let restarts = self
            .lists
            .get(&list)
            .is_some_and(|list| list.starts[level].is_some());
        let start = self.start(list, definition, level);
        let begins = restarts && self.restarted.insert((list, level));
        let keeps: Vec<bool> = (0..LEVELS)
            .map(|deeper| {
                let restart = self
                    .level(list, definition, deeper)
                    .and_then(|level| level.restart);
                deeper <= level || restart.is_some_and(|after| after == 0 || level + 1 > after)
            })
            .collect();
        let counters = self.counters.entry(definition).or_default();
        counters[level] = Some(match counters[level] {
            Some(value) if !begins => value.saturating_add(1).min(LARGEST),
            _ => start,
        });
        for (counter, keep) in counters.iter_mut().zip(keeps) {
            if !keep {
                *counter = None;
            }
        }
    }

    fn mark(&self, list: u32, definition: u32, level: usize) -> Option<Mark> {
        let shape = self.level(list, definition, level)?;
        if shape.picture || shape.format == "bullet" {
            return bullet(shape).map(Mark::Bullet);
        }
        let text = self.label(list, definition, shape);
        let text = text.trim().to_owned();
        let depth = u8::try_from(level).unwrap_or(u8::MAX);
        (!text.is_empty()).then_some(Mark::Number(Label {
            text,
            level: depth,
            tight: shape.tight,
        }))
    }

    /// The label's text, with `%1` to `%9` replaced by the numbers of those levels.
    fn label(&self, list: u32, definition: u32, shape: &Level) -> String {
        let mut text = String::new();
        let mut characters = shape.text.chars().peekable();
        while let Some(character) = characters.next() {
            let digit = characters
                .peek()
                .and_then(|next| next.to_digit(10))
                .filter(|d| *d > 0);
            match digit {
                Some(digit) if character == '%' => {
                    characters.next();
                    text.push_str(&self.value(list, definition, digit as usize - 1, shape.legal));
                }
                _ => text.push(if character == '\t' { ' ' } else { character }),
            }
        }
        text
    }

    fn value(&self, list: u32, definition: u32, level: usize, legal: bool) -> String {
        let counted = self
            .counters
            .get(&definition)
            .and_then(|counters| counters[level]);
        let value = counted.unwrap_or_else(|| self.start(list, definition, level));
        let format = self
            .level(list, definition, level)
            .map_or("decimal", |level| &level.format);
        match format {
            "none" => String::new(),
            // Legal numbering keeps a leading zero and turns everything else into digits.
            _ if legal && format != "decimalZero" => value.to_string(),
            _ => numerals::format(value, format),
        }
    }
}

/// Bullets come from symbol fonts; readers see a dot.
fn bullet(level: &Level) -> Option<String> {
    let text = level.text.trim();
    if level.picture {
        return Some("•".to_owned());
    }
    let mut characters = text.chars();
    let first = characters.next()?;
    let lone = characters.next().is_none();
    let symbol = matches!(first, '\u{E000}'..='\u{F8FF}')
        || matches!(first, 'o' | '§' | 'Ø' | 'ü' | 'v' | 'q' | 'n' | 'l');
    Some(if lone && symbol {
        "•".to_owned()
    } else {
        text.to_owned()
    })
}

fn number(value: Option<&str>) -> Option<u32> {
    value?.trim().parse().ok()
}

fn definition(element: &Element) -> Definition {
    let mut definition = Definition {
        link: element.value("numStyleLink").map(str::to_owned),
        ..Definition::default()
    };
    for child in element.elements().filter(|child| &*child.name == "lvl") {
        keep_level(child, &mut definition.levels);
    }
    definition
}

fn list(element: &Element) -> List {
    let mut list = List {
        definition: number(element.value("abstractNumId")).unwrap_or(u32::MAX),
        ..List::default()
    };
    for child in element
        .elements()
        .filter(|child| &*child.name == "lvlOverride")
    {
        let level = number(child.attribute("ilvl")).map_or(LEVELS, |level| level as usize);
        if let Some(start) = list.starts.get_mut(level) {
            *start = number(child.value("startOverride"));
        }
        if let Some(own) = child.child("lvl") {
            keep_level(own, &mut list.levels);
        }
    }
    list
}

fn keep_level(element: &Element, levels: &mut [Option<Level>; LEVELS]) {
    let index = number(element.attribute("ilvl")).map_or(LEVELS, |level| level as usize);
    if let Some(slot) = levels.get_mut(index) {
        *slot = Some(level(element));
    }
}

fn level(element: &Element) -> Level {
    let format = element.child("numFmt");
    Level {
        start: number(element.value("start")).unwrap_or(0).min(LARGEST),
        format: format.map_or("decimal", format_name).to_owned(),
        text: element.value("lvlText").unwrap_or_default().to_owned(),
        legal: element.switch("isLgl").unwrap_or(false),
        restart: number(element.value("lvlRestart")).map(|level| level as usize),
        style: element.value("pStyle").map(str::to_owned),
        tight: element.value("suff") == Some("nothing"),
        picture: element.child("lvlPicBulletId").is_some(),
    }
}

/// Custom formats are written as a sample, such as `001, 002, 003, ...`.
fn format_name(element: &Element) -> &str {
    match (element.attribute("val"), element.attribute("format")) {
        (Some("custom"), Some(sample)) if sample.starts_with("01,") => "decimalZero",
        (Some(name), _) => name,
        (None, _) => "decimal",
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml;
    use super::*;

    const LEVELS_XML: &str = "<numbering><abstractNum abstractNumId='1'>\
        <lvl ilvl='0'><start val='1'/><numFmt val='upperRoman'/><lvlText val='Article %1'/></lvl>\
        <lvl ilvl='1'><start val='1'/><numFmt val='decimal'/><isLgl/><lvlText val='%1.%2'/></lvl>\
        <lvl ilvl='2'><start val='1'/><numFmt val='lowerLetter'/><lvlText val='(%3)'/><lvlRestart val='0'/></lvl>\
        </abstractNum>\
        <abstractNum abstractNumId='2'><lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><suff val='nothing'/><lvlText val='第%1条'/></lvl>\
        <lvl ilvl='1'><numFmt val='bullet'/><lvlText val='\u{F0B7}'/></lvl></abstractNum>\
        <num numId='1'><abstractNumId val='1'/></num>\
        <num numId='2'><abstractNumId val='1'/><lvlOverride ilvl='1'><startOverride val='7'/></lvlOverride></num>\
        <num numId='3'><abstractNumId val='2'/></num></numbering>";

    fn labels(steps: &[(u32, u8)]) -> Vec<String> {
        let mut numbering = Numbering::read(&xml::parse("n", LEVELS_XML).unwrap());
        let mut next = |&(list, level): &(u32, u8)| {
            let own = NumberRef {
                list: Some(list),
                level: Some(level),
            };
            match numbering.next(&own, None, &Styles::default()) {
                Some(Mark::Number(label)) => label.text,
                Some(Mark::Bullet(text)) => text,
                None => "none".to_owned(),
            }
        };
        steps.iter().map(&mut next).collect()
    }

    #[test]
    fn levels_count_and_legal_ones_show_digits() {
        assert_eq!(
            labels(&[(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]),
            ["Article I", "1.1", "1.2", "(a)", "Article II", "2.1", "(b)"]
        );
    }

    #[test]
    fn a_list_restarts_once_and_shares_its_counters() {
        assert_eq!(
            labels(&[
                (1, 0),
                (1, 1),
                (2, 1),
                (2, 1),
                (1, 1),
                (1, 0),
                (2, 1),
                (0, 0),
                (9, 0)
            ]),
            [
                "Article I",
                "1.1",
                "1.7",
                "1.8",
                "1.9",
                "Article II",
                "2.7",
                "none",
                "none"
            ]
        );
    }

    #[test]
    fn chinese_articles_and_bullets() {
        assert_eq!(labels(&[(3, 0), (3, 1), (3, 0)]), ["第一条", "•", "第二条"]);
    }
}
