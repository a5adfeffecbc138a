//! Automatic numbers, resolved to what Word shows: `Article 1`, `1.1`, `(a)`.
//!
//! A document says only "level 2 of list 7"; the printed label follows from every numbered
//! paragraph before it. Lists that share a definition share their counters, and a list may restart
//! a level once, where it is first used.

mod definition;
mod label;

use super::super::assemble::Label;
use super::super::xml::Element;
use super::properties::Properties;
use super::reference::Chain;
use super::styles::Styles;
use definition::{Definition, Level, List};
use std::collections::{HashMap, HashSet};

/// Word knows nine levels.
const LEVELS: usize = 9;
/// The highest number worth showing.
const LARGEST: u32 = 1_000_000;

/// All list definitions.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
}

/// How far each list has counted in one flow of text.
#[derive(Debug, Default, Clone)]
pub struct Counters {
    values: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Restarts that have taken place: list and level.
    restarted: HashSet<(u32, usize)>,
}

/// The mark or number before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A number.
    Number(Label),
    /// A bullet or dash.
    Bullet(String),
    /// Nothing that is seen, although the paragraph counts.
    Silent,
}

/// A paragraph that has been counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// What stands before it.
    pub mark: Mark,
    list: u32,
    definition: u32,
    level: usize,
}

impl Numbering {
    /// Reads the numbering part.
    pub fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match &*element.name {
                "abstractNum" => {
                    if let Some(id) = element.number("abstractNumId") {
                        let definition = definition::definition(element);
                        numbering.definitions.insert(id, definition);
                    }
                }
                "num" => {
                    if let Some(id) = element.number("numId") {
                        numbering.lists.insert(id, definition::list(element));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts one paragraph and gives what stands before it.
    pub fn next(
        &self,
        counters: &mut Counters,
        paragraph: &Properties<'_>,
        styles: &Styles,
    ) -> Option<Numbered> {
        let style = paragraph.style.as_deref();
        let own = &paragraph.number;
        let inherited = style.map(|id| styles.number(id)).unwrap_or_default();
        let list = own.list.or(inherited.list).filter(|&id| id != 0)?;
        let definition = self.definition_of(list, styles)?;
        let linked = || self.level_for_style(list, definition, style?, styles);
        let level = match (own.level, own.list) {
            (Some(level), _) => usize::from(level),
            (None, Some(_)) => linked().unwrap_or(0),
            (None, None) => linked().or(inherited.level.map(usize::from)).unwrap_or(0),
        };
        let level = level.min(LEVELS - 1);
        self.count(counters, list, definition, level);
        let mark = self.mark(counters, (list, definition, level), paragraph);
        Some(Numbered {
            mark,
            list,
            definition,
            level,
        })
    }

    /// The number of a paragraph just counted, with those of the levels above it.
    pub fn chain(&self, counters: &Counters, numbered: &Numbered) -> Chain {
        let (list, definition) = (numbered.list, numbered.definition);
        let mut links = Vec::new();
        let mut next = Some(numbered.level);
        while let Some(level) = next {
            let Some(shape) = self.level(list, definition, level) else {
                break;
            };
            let label = self.label(counters, (list, definition), shape, None);
            let label = label.trim().trim_end_matches('.').to_owned();
            links.push((level, label));
            // A label that holds the numbers of levels above stands for those too.
            let highest = (0..level).find(|&above| shape.text.contains(&format!("%{}", above + 1)));
            next = highest.unwrap_or(level).checked_sub(1);
        }
        links.reverse();
        Chain { definition, links }
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
        let defined = self.level(list, definition, level);
        defined.map_or(1, |level| level.start)
    }

    fn count(&self, counters: &mut Counters, list: u32, definition: u32, level: usize) {
        let first = self.lists.get(&list).and_then(|list| list.starts[level]);
        let first = first.filter(|_| counters.restarted.insert((list, level)));
        let values = counters.values.entry(definition).or_default();
        values[level] = Some(match (first, values[level]) {
            (Some(first), _) => first.min(LARGEST),
            (None, Some(value)) => value.saturating_add(1).min(LARGEST),
            (None, None) => self.start(list, definition, level),
        });
        for (above, value) in values.iter_mut().enumerate().take(level) {
            // A level that was jumped over counts as begun.
            value.get_or_insert_with(|| self.start(list, definition, above));
        }
        for (deeper, value) in values.iter_mut().enumerate().skip(level + 1) {
            let restart = self
                .level(list, definition, deeper)
                .and_then(|level| level.restart);
            let keeps = restart.is_some_and(|after| after == 0 || level + 1 > after);
            if !keeps {
                *value = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::xml;
    use super::super::styles::NumberRef;
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
        let numbering = Numbering::read(&xml::parse("n", LEVELS_XML, &mut 1000).unwrap());
        let mut counters = Counters::default();
        let mut next = |&(list, level): &(u32, u8)| {
            let number = NumberRef {
                list: Some(list),
                level: Some(level),
            };
            let paragraph = Properties {
                number,
                ..Properties::default()
            };
            let numbered = numbering.next(&mut counters, &paragraph, &Styles::default());
            match numbered.map(|numbered| numbered.mark) {
                Some(Mark::Number(label)) => label.text,
                Some(Mark::Bullet(text)) => text,
                Some(Mark::Silent) | None => "none".to_owned(),
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
                "2.1",
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
