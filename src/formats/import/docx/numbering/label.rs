//! From counters to what is printed before a paragraph.

use super::super::super::assemble::Label;
use super::super::super::numerals;
use super::super::properties::Properties;
use super::definition::Level;
use super::{Counters, Mark, Numbering};

/// The longest label shown, in bytes; Word allows about thirty characters in its sample.
const LONGEST: usize = 1000;

impl Numbering {
    /// What stands before a paragraph of this level that has just been counted.
    pub(super) fn mark(
        &self,
        counters: &Counters,
        (list, definition, level): (u32, u32, usize),
        paragraph: &Properties<'_>,
    ) -> Mark {
        let Some(shape) = self.level(list, definition, level) else {
            return Mark::Silent;
        };
        // A label looks like the paragraph's mark, unless its level says otherwise; but it does
        // not hide with it.
        let capitals = shape.look.capitals.or(paragraph.mark_look.capitals);
        if shape.look.hidden == Some(true) {
            return Mark::Silent;
        }
        if shape.picture || shape.format == "bullet" {
            return bullet(shape).map_or(Mark::Silent, Mark::Bullet);
        }
        let look = shape.look.clone().or(paragraph.mark_look.clone());
        let asian = look
            .asian
            .as_deref()
            .filter(|_| shape.format == "japaneseCounting");
        let language = asian.or(look.language.as_deref());
        let mut text = self.label(counters, (list, definition), shape, language);
        if capitals == Some(true) {
            text = text.to_uppercase();
        }
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Mark::Silent;
        }
        Mark::Number(Label {
            text,
            level: u8::try_from(level).unwrap_or(u8::MAX),
            tight: shape.tight,
        })
    }

    /// The label's text, with `%1` to `%9` replaced by the numbers of those levels.
    pub(super) fn label(
        &self,
        counters: &Counters,
        (list, definition): (u32, u32),
        shape: &Level,
        language: Option<&str>,
    ) -> String {
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
                    let level = digit as usize - 1;
                    text.push_str(&self.value(
                        counters,
                        (list, definition, level),
                        shape.legal,
                        language,
                    ));
                }
                _ if character.is_control() => text.push(' '),
                _ => text.push(character),
            }
            if text.len() > LONGEST {
                break;
            }
        }
        text
    }

    fn value(
        &self,
        counters: &Counters,
        (list, definition, level): (u32, u32, usize),
        legal: bool,
        language: Option<&str>,
    ) -> String {
        let counted = counters
            .values
            .get(&definition)
            .and_then(|values| values[level]);
        let value = counted.unwrap_or_else(|| self.start(list, definition, level));
        let format = self
            .level(list, definition, level)
            .map_or("decimal", |level| &level.format);
        match format {
            "none" => String::new(),
            // Legal numbering keeps a leading zero and turns everything else into digits.
            _ if legal && format != "decimalZero" => value.to_string(),
            _ => numerals::format(value, format, language),
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
