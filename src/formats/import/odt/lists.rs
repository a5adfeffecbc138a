//! List numbers as the office program shows them: several levels, restarts, lists that go on.

use super::super::assemble::Label;
use super::super::numerals;
use super::super::xml::Element;
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: usize = 10;
/// The highest number worth showing.
const LARGEST: u32 = 1_000_000;

/// What stands before paragraphs, level by level.
#[derive(Debug, Default)]
pub struct ListStyle {
    levels: [Option<Level>; LEVELS],
}

#[derive(Debug, Clone, Default)]
struct Level {
    bullet: Option<String>,
    format: String,
    /// Whether letters go on as aa, bb instead of aa, ab.
    doubled: bool,
    prefix: String,
    suffix: String,
    shown: usize,
    start: u32,
    /// The whole label with `%1%` for the number of level 1; says more than prefix and suffix.
    pattern: Option<String>,
    tight: bool,
}

/// How far the levels of one list have counted.
pub type Counters = [Option<u32>; LEVELS];

/// The mark or number before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListMark {
    /// A number.
    Number(Label),
    /// A bullet or dash.
    Bullet(String),
}

impl ListStyle {
    /// Reads a list style or the style of headings.
    pub fn read(element: &Element) -> Self {
        let mut style = Self::default();
        for child in element.elements() {
            let level = child
                .attribute("level")
                .and_then(|level| level.parse::<usize>().ok());
            let slot = level.and_then(|level| style.levels.get_mut(level.checked_sub(1)?));
            if let Some(slot) = slot {
                *slot = read_level(child);
            }
        }
        style
    }

    /// Counts one paragraph on a level (from 0) and gives what stands before it.
    pub fn next(
        &self,
        counters: &mut Counters,
        level: usize,
        start: Option<u32>,
    ) -> Option<ListMark> {
        let level = level.min(LEVELS - 1);
        let first = self.levels[level].as_ref().map_or(1, |shape| shape.start);
        let next = counters[level].map_or(first, |last| last.saturating_add(1));
        counters[level] = Some(start.unwrap_or(next).min(LARGEST));
        for deeper in counters.iter_mut().skip(level + 1) {
            *deeper = None;
        }
        let shape = self.levels[level].as_ref()?;
        if let Some(bullet) = &shape.bullet {
            return Some(ListMark::Bullet(bullet.clone()));
        }
        let text = self.label(counters, level, shape);
        let text = text.trim();
        (!text.is_empty()).then(|| {
            ListMark::Number(Label {
                text: text.to_owned(),
                level: u8::try_from(level).unwrap_or(u8::MAX),
                tight: shape.tight,
            })
        })
    }

    fn label(&self, counters: &Counters, level: usize, shape: &Level) -> String {
        if let Some(pattern) = &shape.pattern {
            return self.filled(pattern, counters);
        }
        if shape.format.is_empty() {
            return String::new();
        }
        let first = (level + 1).saturating_sub(shape.shown.max(1));
        let numbers: Vec<String> = (first..=level)
            .map(|level| self.number(counters, level))
            .filter(|number| !number.is_empty())
            .collect();
        format!("{}{}{}", shape.prefix, numbers.join("."), shape.suffix)
    }

    fn filled(&self, pattern: &str, counters: &Counters) -> String {
        let mut text = String::new();
        for (index, part) in pattern.split('%').enumerate() {
            let level = part
                .parse::<usize>()
                .ok()
                .and_then(|level| level.checked_sub(1));
            match level.filter(|level| index % 2 == 1 && *level < LEVELS) {
                Some(level) => text.push_str(&self.number(counters, level)),
                None => text.push_str(part),
            }
        }
        text
    }

    fn number(&self, counters: &Counters, level: usize) -> String {
        let Some(shape) = self.levels.get(level).and_then(Option::as_ref) else {
            return String::new();
        };
        let value = counters[level].unwrap_or(shape.start);
        written(value, &shape.format, shape.doubled)
    }
}

fn read_level(element: &Element) -> Option<Level> {
    let own = |name| element.attribute(name).unwrap_or_default().to_owned();
    let number = |name| element.attribute(name).and_then(|value| value.parse().ok());
    let bullet = match &*element.name {
        "list-level-style-bullet" => Some(bullet(element.attribute("bullet-char"))),
        "list-level-style-image" => Some("•".to_owned()),
        "list-level-style-number" | "outline-level-style" => None,
        _ => return None,
    };
    let place = element
        .child("list-level-properties")
        .and_then(|properties| properties.child("list-level-label-alignment"));
    let follows = place.and_then(|place| place.attribute("label-followed-by"));
    Some(Level {
        bullet,
        format: own("num-format"),
        doubled: element.attribute("num-letter-sync") == Some("true"),
        prefix: own("num-prefix"),
        suffix: own("num-suffix"),
        shown: number("display-levels").unwrap_or(1) as usize,
        start: number("start-value").unwrap_or(1).min(LARGEST),
        pattern: element
            .attribute("num-list-format")
            .filter(|pattern| pattern.contains('%'))
            .map(str::to_owned),
        tight: follows == Some("nothing"),
    })
}

/// Bullets come from symbol fonts; readers see a dot.
fn bullet(character: Option<&str>) -> String {
    let text = character.unwrap_or_default().trim();
    let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}');
    if text.is_empty() || text.chars().any(private) {
        "•".to_owned()
    } else {
        text.to_owned()
    }
}

/// A number in one of the formats, which are named by how they begin.
fn written(number: u32, format: &str, doubled: bool) -> String {
    let serbian = "абвгдђежзијклљмнњопрстћуфхцчџш";
    let russian = "абвгдежзиклмнопрстуфхцчшщэюя";
    let bulgarian = "абвгдежзийклмнопрстуфхцчшщюя";
    let latin = "abcdefghijklmnopqrstuvwxyz";
    let pairs = format.contains("Бб") || format.contains("бб");
    let alphabet = match () {
        () if format.contains("(sr)") => serbian,
        () if format.contains("(bg)") => bulgarian,
        () => russian,
    };
    match format.chars().next() {
        None => String::new(),
        Some('0') => {
            let width = format
                .chars()
                .take_while(char::is_ascii_digit)
                .count()
                .min(8);
            format!("{number:0width$}")
        }
        Some('i') => numerals::format(number, "lowerRoman", None),
        Some('I') => numerals::format(number, "upperRoman", None),
        Some('a') => letters(number, latin, doubled),
        Some('A') => letters(number, latin, doubled).to_uppercase(),
        Some('а') => letters(number, alphabet, pairs),
        Some('А') => letters(number, alphabet, pairs).to_uppercase(),
        Some('一') => numerals::format(number, "chineseCountingThousand", None),
        Some('壹') if format.contains('貳') => {
            numerals::format(number, "ideographLegalTraditional", None)
        }
        Some('壹') => numerals::format(number, "chineseLegalSimplified", None),
        Some('①') => numerals::format(number, "decimalEnclosedCircle", None),
        Some('甲') => numerals::format(number, "ideographTraditional", None),
        Some('子') => numerals::format(number, "ideographZodiac", None),
        Some('１') => numerals::format(number, "decimalFullWidth", None),
        Some(_) => number.to_string(),
    }
}

/// a … z, then aa, ab … or aa, bb …
fn letters(number: u32, alphabet: &str, doubled: bool) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    let Some(index) = number.checked_sub(1).map(|index| index as usize) else {
        return String::new();
    };
    let count = letters.len();
    if doubled {
        return letters[index % count]
            .to_string()
            .repeat((index / count + 1).min(50));
    }
    let mut text = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        text.push(letters[rest % count]);
        rest /= count;
    }
    text.iter().rev().collect()
}

/// Which list goes on where: lists by id and by style.
#[derive(Debug, Default)]
pub struct Running {
    counters: Vec<Counters>,
    by_id: HashMap<String, usize>,
    by_style: HashMap<String, usize>,
}

impl Running {
    /// The counters of a list that begins here or goes on from another.
    pub fn begin(&mut self, list: &Element, style: &str) -> usize {
        let goes_on = list.attribute("continue-numbering") == Some("true");
        let before = list
            .attribute("continue-list")
            .and_then(|id| self.by_id.get(id));
        let same = self.by_style.get(style).filter(|_| goes_on);
        let index = before.or(same).copied().unwrap_or_else(|| {
            self.counters.push([None; LEVELS]);
            self.counters.len() - 1
        });
        if let Some(id) = list.attribute("id") {
            self.by_id.insert(id.to_owned(), index);
        }
        self.by_style.insert(style.to_owned(), index);
        index
    }

    /// The counters of that number.
    pub fn counters(&mut self, index: usize) -> &mut Counters {
        if index >= self.counters.len() {
            self.counters.resize(index + 1, [None; LEVELS]);
        }
        &mut self.counters[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_office_writes_them() {
        for (number, format, doubled, text) in [
            (3, "1", false, "3"),
            (7, "01, 02, 03, ...", false, "07"),
            (28, "a", false, "ab"),
            (28, "a", true, "bb"),
            (4, "I", false, "IV"),
            (6, "а, б, .., аа, аб, ... (sr)", false, "ђ"),
            (6, "А, Б, .., Аа, Бб, ... (ru)", false, "Е"),
            (12, "一, 二, 三, ...", false, "十二"),
            (5, "", false, ""),
        ] {
            assert_eq!(written(number, format, doubled), text, "{format}");
        }
    }
}
