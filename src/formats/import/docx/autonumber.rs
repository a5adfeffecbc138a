//! Fields that number by themselves: `AUTONUM`, `AUTONUMLGL`, `AUTONUMOUT`, `LISTNUM`.
//!
//! Word keeps no result of them in the file, so a reader that does not count loses the numbers of
//! many an older contract.

use super::super::numerals;
use std::collections::HashMap;

/// Levels that these fields know.
const LEVELS: usize = 9;

/// Number formats by level, each with what stands before and after the number.
const OUTLINE: [(&str, &str, &str); LEVELS] = [
    ("", "upperRoman", "."),
    ("", "upperLetter", "."),
    ("", "decimal", "."),
    ("", "lowerLetter", ")"),
    ("(", "decimal", ")"),
    ("(", "lowerLetter", ")"),
    ("(", "lowerRoman", ")"),
    ("(", "lowerLetter", ")"),
    ("(", "lowerRoman", ")"),
];
const NUMBER: [(&str, &str, &str); LEVELS] = [
    ("", "decimal", ")"),
    ("", "lowerLetter", ")"),
    ("", "lowerRoman", ")"),
    ("(", "decimal", ")"),
    ("(", "lowerLetter", ")"),
    ("(", "lowerRoman", ")"),
    ("", "decimal", "."),
    ("", "lowerLetter", "."),
    ("", "lowerRoman", "."),
];

/// How far each kind of field has counted.
#[derive(Debug, Default, Clone)]
pub struct AutoNumbers {
    counters: HashMap<String, [u32; LEVELS]>,
}

impl AutoNumbers {
    /// What a field with this code shows in a paragraph of this heading level; nothing for other
    /// fields.
    pub fn next(&mut self, code: &str, heading: Option<u8>) -> Option<String> {
        let mut words = code.split_whitespace();
        let name = words.next()?.to_ascii_uppercase();
        let level = usize::from(heading.unwrap_or(1)).clamp(1, LEVELS) - 1;
        match name.as_str() {
            "AUTONUM" => {
                let counters = self.count(&name, level, None);
                Some(format!("{}.", counters[level]))
            }
            "AUTONUMLGL" => {
                let counters = self.count(&name, level, None);
                Some(legal(&counters, level))
            }
            "AUTONUMOUT" => {
                let counters = self.count(&name, level, None);
                Some(one(&OUTLINE, &counters, level))
            }
            "LISTNUM" => Some(self.list(words)),
            _ => None,
        }
    }

    fn list<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> String {
        let mut words = words.peekable();
        let named = words.next_if(|word| !word.starts_with('\\'));
        let name = named.map_or_else(
            || "NumberDefault".to_owned(),
            |name| name.trim_matches('"').to_owned(),
        );
        let (mut level, mut start) = (1_usize, None);
        let mut next_is = "";
        for word in words {
            let value = word.trim_matches('"').parse().ok();
            match next_is {
                "\\l" => level = value.unwrap_or(1) as usize,
                "\\s" => start = value,
                _ => {}
            }
            next_is = word;
        }
        let level = level.clamp(1, LEVELS) - 1;
        let counters = self.count(&name, level, start);
        match name.as_str() {
            "LegalDefault" => legal(&counters, level),
            "OutlineDefault" => one(&OUTLINE, &counters, level),
            _ => one(&NUMBER, &counters, level),
        }
    }

    fn count(&mut self, name: &str, level: usize, start: Option<u32>) -> [u32; LEVELS] {
        let counters = self.counters.entry(name.to_owned()).or_default();
        counters[level] = start.unwrap_or_else(|| counters[level].saturating_add(1));
        for deeper in counters.iter_mut().skip(level + 1) {
            *deeper = 0;
        }
        *counters
    }
}

fn one(shapes: &[(&str, &str, &str); LEVELS], counters: &[u32; LEVELS], level: usize) -> String {
    let (before, format, after) = shapes[level];
    let number = numerals::format(counters[level], format, None);
    format!("{before}{number}{after}")
}

/// `1.2.3.`; a level that was jumped over counts as begun.
fn legal(counters: &[u32; LEVELS], level: usize) -> String {
    let mut text = String::new();
    for count in counters.iter().take(level + 1) {
        text.push_str(&count.max(&1).to_string());
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_count_by_kind_and_level() {
        let mut numbers = AutoNumbers::default();
        for (code, heading, shown) in [
            (" AUTONUM ", None, Some("1.")),
            ("AUTONUM  \\* Arabic", None, Some("2.")),
            ("AUTONUMLGL", Some(1), Some("1.")),
            ("AUTONUMLGL", Some(2), Some("1.1.")),
            ("AUTONUMLGL", Some(2), Some("1.2.")),
            ("AUTONUMLGL", Some(1), Some("2.")),
            ("AUTONUMOUT", Some(1), Some("I.")),
            ("AUTONUMOUT", Some(2), Some("A.")),
            ("LISTNUM", None, Some("1)")),
            ("LISTNUM \\l 2", None, Some("a)")),
            ("LISTNUM  NumberDefault \\l 2", None, Some("b)")),
            ("LISTNUM LegalDefault \\l 1 \\s 4", None, Some("4.")),
            ("LISTNUM LegalDefault \\l 2", None, Some("4.1.")),
            ("PAGE", None, None),
        ] {
            assert_eq!(numbers.next(code, heading).as_deref(), shown, "{code}");
        }
    }
}
