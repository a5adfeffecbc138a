//! How a role looks, in words: `bold accent on paper`.

use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;

/// The colours that a theme file has given names.
pub type Palette = BTreeMap<String, Color>;

/// The sixteen colours that every terminal has in its own shades, and the one it starts with.
const NAMED: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("faint", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// A colour: `#rrggbb`, or one of the terminal's own by its name.
pub fn colour(word: &str) -> Option<Color> {
    if let Some(digits) = word.strip_prefix('#') {
        let is_hex = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        let [_, red, green, blue] = number.to_be_bytes();
        return Some(Color::Rgb(red, green, blue));
    }
    let named = NAMED.iter().find(|(name, _)| *name == word);
    named.map(|(_, colour)| *colour)
}

/// Reads words such as `bold accent on paper`; the word that means nothing is the error. `plain`
/// takes away what lies below: bold, underlined and so on.
pub fn style<'a>(words: &'a str, palette: &Palette) -> Result<Style, &'a str> {
    let mut style = Style::new();
    let mut words = words.split_whitespace();
    let known = |word: &str| palette.get(word).copied().or_else(|| colour(word));
    while let Some(word) = words.next() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
        } else if word == "plain" {
            style = style.remove_modifier(Modifier::all());
        } else if word == "on" {
            let ground = words.next().unwrap_or(word);
            style = style.bg(known(ground).ok_or(ground)?);
        } else {
            style = style.fg(known(word).ok_or(word)?);
        }
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_read_from_words() {
        let palette = Palette::from([("paper".to_owned(), Color::Rgb(1, 2, 255))]);
        let read = |words| style(words, &palette);
        assert_eq!(read(""), Ok(Style::new()));
        assert_eq!(
            read("bold underlined bright-red on paper"),
            Ok(Style::new()
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
                .fg(Color::LightRed)
                .bg(Color::Rgb(1, 2, 255)))
        );
        assert_eq!(read("#0a0B0c"), Ok(Style::new().fg(Color::Rgb(10, 11, 12))));
        for (words, wrong) in [
            ("bold akcent", "akcent"),
            ("red on", "on"),
            ("red on #12345", "#12345"),
            ("#+12345", "#+12345"),
            ("#žž12", "#žž12"),
        ] {
            assert_eq!(read(words), Err(wrong));
        }
    }
}
